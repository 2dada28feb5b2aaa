import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ModuleFilter, matches } from "./options.ts";

const path = "C:/app/node_modules/@acme/sdk/gen/hat_pb.js";

describe("a filter of modules", () => {
  it.each<[string, ModuleFilter | undefined, boolean]>([
    ["none", undefined, false],
    ["a part of the path", "@acme/sdk", true],
    ["a part of another path", "@acme/other", false],
    ["a pattern", /hat_pb\.js$/, true],
    ["a pattern of another path", /coat_pb/, false],
    ["a list, one of which matches", ["@acme/other", /hat/], true],
    ["a list, none of which matches", ["@acme/other", /coat/], false],
    ["an empty list", [], false],
    ["text that would be a pattern", "hat_pb.j.", false],
  ])("that is %s matches as expected", (_, filter, expected) => {
    expect(matches(filter, path)).toBe(expected);
  });

  it("matches the same path each time, whatever the flags of a pattern", () => {
    const flags = fc.subarray(["g", "i", "m", "s", "u", "y"]).map((letters) => letters.join(""));
    fc.assert(
      fc.property(flags, fc.array(fc.boolean(), { minLength: 2, maxLength: 6 }), (chosen, isHat) => {
        const filter = new RegExp(".*hat_pb", chosen);
        for (const hat of isHat) {
          expect(matches(filter, hat ? path : path.replace("hat_pb", "coat_pb"))).toBe(hat);
        }
      }),
    );
  });
});
