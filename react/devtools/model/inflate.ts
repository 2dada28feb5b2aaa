/** Decompresses a frame. A compression is loaded when the first such frame is opened. */
import type { Compression } from "farcall";

/** What one frame may become; the rest of a larger one stays compressed. */
const mostBytes = 64 * 1024 * 1024;

const loaders: ReadonlyMap<string, () => Promise<Compression>> = new Map([
  ["gzip", async () => (await import("farcall")).gzip()],
  ["br", async () => (await import("farcall/compression/brotli")).brotli()],
  ["zstd", async () => (await import("farcall/compression/zstd")).zstd()],
]);

/**
 * @returns the bytes as they are where they do not begin as this compression does: browsers inflate bodies by
 *   themselves and leave the header that names the compression
 * @throws when the compression is not known, or the bytes are broken
 */
export async function inflate(bytes: Uint8Array, encoding: string | undefined): Promise<Uint8Array> {
  const load = loaders.get(encoding?.trim().toLowerCase() ?? "");
  if (!load) {
    throw new Error(encoding ? `This panel does not know the compression "${encoding}".` : "No header names it.");
  }
  const compression = await load();
  const { magic } = compression;
  if (bytes.byteLength === 0 || magic?.some((byte, index) => bytes[index] !== byte)) {
    return bytes;
  }
  return compression.decompress(bytes, mostBytes);
}
