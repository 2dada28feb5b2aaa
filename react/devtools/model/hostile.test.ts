/** Data from a page is read within limits, whatever it is. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { optionalNumber, optionalText } from "./hostile.ts";
import { readChunks, readCommandResult, readDetails, readSchema } from "./read-details.ts";
import { readDrained } from "./read-drained.ts";

const names = [
  "id",
  "seq",
  "epoch",
  "calls",
  "attempts",
  "error",
  "chunks",
  "files",
  "gone",
  "overrides",
  "headers",
  "start",
  "end",
  "request",
  "__proto__",
  "ok",
  "details",
  "site",
  "responseHeaders",
];
const anyAnswer = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<unknown>,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie("value")),
  ),
})).value;

function walk(value: unknown, check: (leaf: unknown) => void): void {
  if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
    for (const inner of Object.values(value)) {
      walk(inner, check);
    }
  } else {
    check(value);
  }
}

test("any JSON is read without throwing, and leaves only texts and finite numbers", () => {
  fc.assert(
    fc.property(anyAnswer, fc.boolean(), (value, isWrapped) => {
      const text = JSON.stringify(
        isWrapped ? { epoch: "e", calls: [value, { id: "1", attempts: value }], ...(value as object) } : value,
      );
      for (const read of [readDrained, readDetails, readChunks, readSchema, readCommandResult]) {
        walk(read(text), (leaf) => {
          expect(typeof leaf === "number" ? Number.isFinite(leaf) && leaf >= 0 : true).toBe(true);
          expect(["string", "number", "boolean", "undefined", "object"]).toContain(typeof leaf);
        });
      }
    }),
  );
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test("anything but JSON text is not an answer", () => {
  for (const answer of [undefined, null, 42, {}, "", "nonsense", "null", "[]"]) {
    expect(readDrained(answer)).toBeUndefined();
    expect(readDetails(answer)).toBeUndefined();
    expect(readChunks(answer)).toBeUndefined();
    expect(readSchema(answer)).toBeUndefined();
  }
  expect(readCommandResult("nonsense")).toMatchObject({ ok: false });
});

test("texts are shortened, without splitting characters", () => {
  expect(optionalText("x".repeat(1000), 10)).toBe(`${"x".repeat(10)}…`);
  expect(optionalText("a\ud800b", 10)).toBe("a\ufffdb");
  expect(optionalText("😀😀", 3)).toBe("😀\ufffd…");
  expect(optionalText(5, 10)).toBeUndefined();
  expect(optionalNumber(-5)).toBe(0);
  expect(optionalNumber(1e300)).toBe(Number.MAX_SAFE_INTEGER);
  expect(optionalNumber("5")).toBeUndefined();
});

test("a call without an id is ignored, and a thousand attempts become a hundred", () => {
  const attempts = Array.from({ length: 1000 }, () => ({ at: 1 }));
  const drained = readDrained(JSON.stringify({ epoch: "e", calls: [{ method: "x" }, { id: "1", attempts }] }));
  expect(drained?.calls.map(({ id }) => id)).toEqual(["1"]);
  expect(drained?.calls[0]?.attempts).toHaveLength(100);
});
