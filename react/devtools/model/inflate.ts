/** Decompresses frames. Each compression is loaded when the first frame that uses it is opened. */
import type { Compression } from "farcall";

/** The limit for one decompressed frame; the rest of a larger one stays compressed. */
const mostBytes = 64 * 1024 * 1024;

const loaders: ReadonlyMap<string, () => Promise<Compression>> = new Map([
  ["gzip", async () => (await import("farcall")).gzip()],
  ["br", async () => (await import("farcall/compression/brotli")).brotli()],
  ["zstd", async () => (await import("farcall/compression/zstd")).zstd()],
]);

/**
 * @returns the bytes unchanged if they do not start like this compression: browsers decompress bodies themselves and keep
 *   the header that names the compression
 * @throws if the compression is unknown or the bytes are corrupt
 */
export async function inflate(bytes: Uint8Array, encoding: string | undefined): Promise<Uint8Array> {
  const load = loaders.get(encoding?.trim().toLowerCase() ?? "");
  if (!load) {
    throw new Error(encoding ? `The compression "${encoding}" is not supported.` : "No header names the compression.");
  }
  const compression = await load();
  const { magic } = compression;
  if (bytes.byteLength === 0 || magic?.some((byte, index) => bytes[index] !== byte)) {
    return bytes;
  }
  return compression.decompress(bytes, mostBytes);
}
