/** The differences between two texts. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./diff-lines.ts";

test("both texts can be reconstructed from the diff, which is never longer than both", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after);
      const without = (kind: string) => diff.filter((line) => line.kind !== kind).map(({ text }) => text);
      expect(without("added")).toEqual(before);
      expect(without("removed")).toEqual(after);
    }),
  );
});

test("only what differs is marked", () => {
  expect(
    diffLines(["{", '  "a": 1,', '  "b": 2', "}"], ["{", '  "a": 1,', '  "b": 3', "}"]).map(({ kind }) => kind),
  ).toEqual(["same", "same", "removed", "added", "same"]);
});

test("texts without a line in common are replaced, however long", () => {
  const before = Array.from({ length: 3000 }, (_, index) => `a${index}`);
  const after = Array.from({ length: 3000 }, (_, index) => `b${index}`);
  expect(diffLines(before, after)).toHaveLength(6000);
});
