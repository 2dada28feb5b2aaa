import { describe, expect, it } from "vitest";
import { brotli } from "../../compression/brotli.ts";
import { gzip } from "../../compression/gzip.ts";
import { zstd } from "../../compression/zstd.ts";
import { Code } from "../../core/code.ts";
import type { Compression } from "../compression.ts";
import { toCompressionSync } from "./compression.ts";

/** More than any of them would pass to the engine, and not uniform. */
const large = Uint8Array.from({ length: 40_000 }, (_, index) => (index * index) % 251);

describe.each([gzip(), brotli(), zstd()])("$name, for a synchronous call", (compression) => {
  const sync = toCompressionSync(compression);

  it.each([
    ["nothing", new Uint8Array(0)],
    ["a few bytes", Uint8Array.of(1, 2, 3)],
    ["40 kB", large],
  ])("compresses and decompresses %s synchronously", async (_, bytes) => {
    const compressed = sync.compress(bytes);
    expect(compressed).toBeInstanceOf(Uint8Array);
    expect(sync.decompress(compressed, large.byteLength)).toEqual(bytes);
    expect(await compression.decompress(compressed, large.byteLength)).toEqual(bytes);
  });

  it("decompresses what the asynchronous one compressed", async () => {
    expect(sync.decompress(await compression.compress(large), large.byteLength)).toEqual(large);
  });

  it("stops at the limit", () => {
    expect(() => sync.decompress(sync.compress(large), large.byteLength - 1)).toThrow(
      expect.objectContaining({ code: Code.ResourceExhausted }),
    );
  });

  it("keeps its name and magic", () => {
    expect([sync.name, sync.magic]).toEqual([compression.name, compression.magic]);
  });
});

describe("an asynchronous compression", () => {
  const slow: Compression = {
    name: "slow",
    compress: async (bytes) => bytes,
    decompress: async () => {
      throw new Error("nobody hears this");
    },
  };

  it("is rejected with an error that says what is missing", () => {
    const refusal = expect.objectContaining({
      code: Code.Unimplemented,
      rawMessage: expect.stringMatching(/slow returned a promise.*compressSync/),
    });
    expect(() => toCompressionSync(slow).compress(large)).toThrow(refusal);
    expect(() => toCompressionSync(slow).decompress(large, 10)).toThrow(refusal);
  });

  it("is accepted with synchronous twins", () => {
    const both = { ...slow, compressSync: () => Uint8Array.of(1), decompressSync: () => Uint8Array.of(2) };
    expect(toCompressionSync(both).compress(large)).toEqual(Uint8Array.of(1));
    expect(toCompressionSync(both).decompress(large, 10)).toEqual(Uint8Array.of(2));
  });
});
