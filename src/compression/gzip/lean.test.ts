import { gunzipSync } from "fflate";
import { afterEach, describe, expect, it, vi } from "vitest";
import { leanGzip } from "./lean.ts";

const bytes = new TextEncoder().encode("over and over again, ".repeat(100));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("gzip without a bundled compressor", () => {
  it.each([0, 1, 200, bytes.byteLength])("compresses with the engine's compressor: %i bytes", async (size) => {
    const compressed = await leanGzip().compress(bytes.subarray(0, size));
    expect(gunzipSync(compressed)).toEqual(bytes.slice(0, size));
  });

  it("loads a compressor if the engine has none", async () => {
    vi.stubGlobal("CompressionStream", undefined);
    const compressed = await leanGzip().compress(bytes);
    expect(compressed.byteLength).toBeLessThan(bytes.byteLength / 10);
    expect(gunzipSync(compressed)).toEqual(bytes);
  });

  it("decompresses its own output, up to the limit", async () => {
    const { compress, decompress } = leanGzip();
    const compressed = await compress(bytes);
    expect(await decompress(compressed, bytes.byteLength)).toEqual(bytes);
    expect(() => decompress(compressed, bytes.byteLength - 1)).toThrow("larger than");
  });
});
