import { afterEach, describe, expect, it, vi } from "vitest";
import { brotli } from "./brotli.ts";
import { compressor, nativeCompressor } from "./native-compressor.ts";
import { zstd } from "./zstd.ts";

const large = new Uint8Array(20_000).fill(1);

/** An engine that supports one format, whose compressed bytes are always the same. */
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
  it("is chosen by the first name that the engine supports", () => {
    pretendEngineKnows("br");
    expect(nativeCompressor("brotli", "br")).toBeInstanceOf(TransformStream);
    expect(nativeCompressor("zstd")).toBeUndefined();
  });

  it("is undefined where there are no compression streams", () => {
    vi.stubGlobal("CompressionStream", undefined);
    expect(nativeCompressor("gzip")).toBeUndefined();
  });

  it.each([
    ["brotli", brotli(), brotli({ quality: 3 })],
    ["zstd", zstd(), zstd({ level: 3 })],
  ])("compresses large payloads without a level: %s", async (name, compression, withLevel) => {
    pretendEngineKnows(name);
    const native = compression.compress(large);
    expect(native).toBeInstanceOf(Promise);
    expect(await native).toEqual(Uint8Array.of(1, 2, 3));
    expect(withLevel.compress(large)).toBeInstanceOf(Uint8Array);
    expect(compression.compress(large.subarray(0, 1000))).toBeInstanceOf(Uint8Array);
  });

  it("is not used if no name is given", () => {
    pretendEngineKnows("gzip");
    expect(compressor([], (bytes) => bytes)(large)).toBe(large);
  });
});
