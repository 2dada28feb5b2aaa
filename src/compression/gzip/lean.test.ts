import { gunzipSync } from "fflate";
import { afterEach, describe, expect, it, vi } from "vitest";
import { leanGzip } from "./lean.ts";

const bytes = new TextEncoder().encode("over and over again, ".repeat(100));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("gzip that no page loads", () => {
  it.each([0, 1, 200, bytes.byteLength])("compresses with the engine's own compressor: %i bytes", async (size) => {
    const compressed = await leanGzip().compress(bytes.subarray(0, size));
    expect(gunzipSync(compressed)).toEqual(bytes.slice(0, size));
  });

  it("fetches a compressor where the engine has none", async () => {
    vi.stubGlobal("CompressionStream", undefined);
    const compressed = await leanGzip().compress(bytes);
    expect(compressed.byteLength).toBeLessThan(bytes.byteLength / 10);
    expect(gunzipSync(compressed)).toEqual(bytes);
  });

  it("inflates what it has compressed, and not more than it may", async () => {
    const { compress, decompress } = leanGzip();
    const compressed = await compress(bytes);
    expect(await decompress(compressed, bytes.byteLength)).toEqual(bytes);
    expect(() => decompress(compressed, bytes.byteLength - 1)).toThrow("larger than");
  });
});
