/** What a level promises: more work, and no more bytes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brotli } from "./brotli.ts";
import { zstd } from "./zstd.ts";

const rows = `[${Array.from({ length: 6000 }, (_, n) => `{"id":${n},"name":"user ${n % 97}","ok":true}`).join(",")}]`;
const saw = Array.from({ length: 12_000 }, (_, n) => `${(n * 37) % 1000},${n % 251};`).join("");

/** Text in which each cell is determined by its row. */
const column = fc
  .record({
    kind: fc.constantFrom("row", "step", "hash", "word", "flag"),
    factor: fc.constantFrom(1, 37, 7919),
    modulus: fc.constantFrom(7, 97, 251, 1000, 10_007),
    name: fc.constantFrom("id", "name", "ok", "createdAt"),
  })
  .map(({ kind, factor, modulus, name }) => ({
    name,
    cell: (row: number): string | number | boolean => {
      const step = (row * factor) % modulus;
      const hash = Math.imul(row + 1, 0x9e3779b1) >>> 8;
      return { row, step, hash, word: `user ${hash % modulus}`, flag: step < modulus / 2 }[kind] ?? row;
    },
  }));

const table = fc
  .record({
    columns: fc.array(column, { minLength: 1, maxLength: 6 }),
    count: fc.constantFrom(30, 300, 1500, 6000),
    isJson: fc.boolean(),
  })
  .map(({ columns, count, isJson }) =>
    Array.from({ length: count }, (_, row) =>
      isJson
        ? JSON.stringify(Object.fromEntries(columns.map(({ name, cell }, i) => [name + i, cell(row)])))
        : columns.map(({ cell }) => cell(row)).join(","),
    ).join("\n"),
  );

describe.each([
  ["br", (quality: number) => brotli({ quality }), 11],
  ["zstd", (level: number) => zstd({ level }), 22],
] as const)("a higher level of %s", (_, create, most) => {
  /** At most this many times the size at the level below, or a few bytes more if there are hardly any. */
  function expectGrowth(text: string, levels: readonly number[], most: number): void {
    const bytes = new TextEncoder().encode(text);
    const sizes = levels.map((level) => create(level).compressSync?.(bytes).byteLength as number);
    sizes.slice(1).forEach((size, n) => {
      const before = sizes[n] as number;
      expect(size, `level ${levels[n + 1]} after ${levels[n]}`).toBeLessThanOrEqual(
        Math.max(before * most, before + 64),
      );
    });
  }

  it.each([
    { name: "rows", text: rows },
    { name: "a saw", text: saw },
  ])("never produces more than a fiftieth more for $name", ({ text }) => {
    const levels = Array.from({ length: most }, (_, n) => n + 1);
    expectGrowth(text, levels, 1.02);
  });

  it("never produces more than a twentieth more for any table", () => {
    fc.assert(
      fc.property(table, (text) => expectGrowth(text, [1, 2, 3, 4, 5, 6, most], 1.05)),
      { numRuns: 15 },
    );
  });
});
