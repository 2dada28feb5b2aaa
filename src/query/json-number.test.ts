import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonNumber } from "./json-number.ts";

describe("jsonNumber", () => {
  it("survives JSON and restores every number", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(Number(JSON.parse(JSON.stringify(jsonNumber(value))))).toBe(value);
      }),
    );
  });

  it("returns a string only for what JSON cannot represent", () => {
    expect([Number.NaN, Infinity, -Infinity, -0].map(jsonNumber)).toEqual(["NaN", "Infinity", "-Infinity", "-0"]);
    expect([0, -1.5, Number.MAX_VALUE].map(jsonNumber)).toEqual([0, -1.5, Number.MAX_VALUE]);
  });
});
