import { gzipSync } from "fflate";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Code } from "../core/code.ts";
import { brotli } from "./brotli.ts";
import { compressor, nativeCompressor, pump } from "./native-stream.ts";
import { zstd } from "./zstd.ts";

const large = new Uint8Array(20_000).fill(1);

/** An engine that knows one format, whose compressed bytes are always the same. */
function pretendEngineKnows(known: string): void {
  vi.stubGlobal(
    "CompressionStream",
    class extends TransformStream {
      constructor(format: string) {
        if (format !== known) {
          throw new TypeError(`Unsupported format: ${format}`);
        }
        super({
          transform() {},
          flush: (controller) => controller.enqueue(Uint8Array.of(1, 2, 3)),
        });
      }
    },
  );
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a native compressor", () => {
  it("is taken by the first name that the engine knows", () => {
    pretendEngineKnows("br");
    expect(nativeCompressor("brotli", "br")).toBeInstanceOf(TransformStream);
    expect(nativeCompressor("zstd")).toBeUndefined();
  });

  it("is missed where there are no such streams", () => {
    vi.stubGlobal("CompressionStream", undefined);
    expect(nativeCompressor("gzip")).toBeUndefined();
  });

  it.each([
    ["brotli", brotli(), brotli({ quality: 3 })],
    ["zstd", zstd(), zstd({ level: 3 })],
  ])("does the work for large payloads without a level: %s", async (name, compression, withLevel) => {
    pretendEngineKnows(name);
    const native = compression.compress(large);
    expect(native).toBeInstanceOf(Promise);
    expect(await native).toEqual(Uint8Array.of(1, 2, 3));
    expect(withLevel.compress(large)).toBeInstanceOf(Uint8Array);
    expect(compression.compress(large.subarray(0, 1000))).toBeInstanceOf(Uint8Array);
  });

  it("is not asked for where no name is given", () => {
    pretendEngineKnows("gzip");
    expect(compressor([], (bytes) => bytes)(large)).toBe(large);
  });
});

describe("pump", () => {
  it("gives an engine no more than it needs to come to the limit", async () => {
    const write = vi.spyOn(WritableStreamDefaultWriter.prototype, "write");
    const bomb = gzipSync(new Uint8Array(64 * 2 ** 20));
    expect(bomb.byteLength).toBeGreaterThan(15 * 4096);
    await expect(pump(bomb, new DecompressionStream("gzip"), 2 ** 20)).rejects.toMatchObject({
      code: Code.ResourceExhausted,
    });
    const given = write.mock.calls.reduce((bytes, [chunk]) => bytes + (chunk as Uint8Array).byteLength, 0);
    expect(given).toBeGreaterThan(0);
    expect(given).toBeLessThan(bomb.byteLength / 2); // engines differ in how far they run ahead
  });
});
