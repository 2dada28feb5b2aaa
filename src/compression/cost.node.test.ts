/** What decompression may cost: it calls `check` regularly, by bytes of output and by blocks without any. */
import { once } from "node:events";
import { constants, createGzip, gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { brotliInput } from "../../e2e/bench/inflation/brotli-input.ts";
import { Choices, randomFrom } from "../../e2e/bench/inflation/choices.ts";
import { gzipInput } from "../../e2e/bench/inflation/gzip-input.ts";
import { zstdInput } from "../../e2e/bench/inflation/zstd-input.ts";
import { Code } from "../core/code.ts";
import { brotli } from "./brotli.ts";
import { gzip } from "./gzip.ts";
import { zstd } from "./zstd.ts";

const unlimited = 2 ** 31 - 1;

describe.each([
  ["gzip", gzip(), gzipInput],
  ["br", brotli(), brotliInput],
  ["zstd", zstd(), zstdInput],
] as const)("decompression of %s", (_, compression, generate) => {
  it("calls check after 64 KiB and after 32 members and blocks at the latest, whatever the input", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 16, max: 8192 }), (seed, byteLength) => {
        const { bytes, size, blocks, text } = generate(new Choices([], randomFrom(seed)), byteLength);
        const check = vi.fn();
        const inflated = compression.decompress(bytes, unlimited, check) as Uint8Array;
        expect(inflated.byteLength, text).toBe(size);
        expect(check.mock.calls.length, text).toBeGreaterThanOrEqual(Math.floor(size / 65_536));
        expect(check.mock.calls.length, text).toBeGreaterThanOrEqual(Math.floor(blocks / 32) - 1);
      }),
      { numRuns: 60 },
    );
  });

  it("stops with the error that check throws", async () => {
    const over = new Error("over");
    const bytes = await compression.compress(new Uint8Array(1_000_000));
    const check = () => {
      throw over;
    };
    expect(() => compression.decompress(bytes, unlimited, check)).toThrow(over);
  });
});

it("a gzip file of empty members is stopped midway", () => {
  const empty = gzipSync("");
  const bytes = Buffer.concat(Array.from({ length: 10_000 }, () => empty));
  const check = vi.fn();
  expect(gzip().decompress(bytes, unlimited, check)).toHaveLength(0);
  expect(check.mock.calls.length).toBeGreaterThan(500);
});

it("gzip accepts a stream that is flushed every few bytes, which leaves empty blocks", async () => {
  const stream = createGzip();
  const pieces: Buffer[] = [];
  stream.on("data", (piece) => pieces.push(piece));
  for (let i = 0; i < 200; i++) {
    stream.write("ab");
    stream.flush(constants.Z_SYNC_FLUSH);
  }
  stream.end();
  await once(stream, "end");
  const inflated = gzip().decompress(Buffer.concat(pieces), unlimited) as Uint8Array;
  expect(Buffer.from(inflated).toString()).toBe("ab".repeat(200));
});

it("gzip of level 0 can be decompressed, including at sizes around the end of a block", () => {
  const size = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -2, max: 2 }));
  fc.assert(
    fc.property(size, ([blocks, more]) => {
      const bytes = new Uint8Array(Math.max(0, blocks * 65_535 + more)).fill(7);
      const stored = gzip({ level: 0 }).compressSync?.(bytes) as Uint8Array;
      expect(gunzipSync(stored).equals(bytes)).toBe(true);
      expect(Buffer.from(gzip().decompress(stored, unlimited) as Uint8Array).equals(bytes)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

it.each([
  ["level", () => gzip({ level: 10 as 9 })],
  ["level", () => gzip({ level: "9" as unknown as 9 })],
  ["level", () => zstd({ level: Number.NaN })],
  ["quality", () => brotli({ quality: 1.5 })],
  ["no option level", () => brotli({ level: 3 } as object)],
  ["the options of zstd", () => zstd(3 as unknown as object)],
])("an invalid option of a compression is rejected by name: %s", (name, create) => {
  expect(create).toThrow(
    expect.objectContaining({ code: Code.InvalidArgument, rawMessage: expect.stringContaining(name) }),
  );
});
