/** The compression of a target. The code of brotli and zstd is loaded with the first message that needs it. */
import { type Compression, gzip } from "farcall";
import type { Settings } from "./settings.ts";

/** Returns undefined if messages are not compressed. */
export function compressionOf({ compression }: Settings): Compression | undefined {
  switch (compression) {
    case "gzip":
      return gzip();
    case "br":
      return loadedCompression("br", async () => (await import("farcall/compression/brotli")).brotli());
    case "zstd":
      return loadedCompression("zstd", async () => (await import("farcall/compression/zstd")).zstd(), zstdMagic);
    default:
      return undefined;
  }
}

/** The first bytes of every zstd frame; brotli has none. */
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];

function loadedCompression(name: string, load: () => Promise<Compression>, magic?: readonly number[]): Compression {
  let loading: Promise<Compression> | undefined;
  const loaded = () => {
    loading ??= load().catch((error) => {
      loading = undefined; // another call may try again
      throw error;
    });
    return loading;
  };
  return {
    name,
    ...(magic && { magic }),
    compress: async (bytes) => (await loaded()).compress(bytes),
    decompress: async (bytes, maxBytes, check) => (await loaded()).decompress(bytes, maxBytes, check),
  };
}
