/** The engine's own compressors, as functions from bytes to bytes. Inflating is never theirs: see docs/compression.md. */
import { concatBytes } from "../wire/concat-bytes.ts";

/** Up to here JavaScript is done before a native stream has been set up. */
export const syncBytes = 16 * 1024;

/** The engine's compressor for a format, under the first of these names that it knows; undefined if it has none. */
export function nativeCompressor(...names: string[]): CompressionStream | undefined {
  for (const name of names) {
    try {
      return new CompressionStream(name as CompressionFormat);
    } catch {
      // A TypeError for a name that is not known; a ReferenceError where there are no such streams at all.
    }
  }
  return undefined;
}

/**
 * A function that compresses: payloads of more than `leastBytes` natively, off the main thread, if `names` are given and
 * the engine knows one of them; all others with `otherwise`.
 */
export function compressor<R extends Uint8Array | Promise<Uint8Array>>(
  names: readonly string[],
  otherwise: (bytes: Uint8Array) => R,
  leastBytes = syncBytes,
): (bytes: Uint8Array) => R | Promise<Uint8Array> {
  return (bytes) => {
    const native = bytes.byteLength > leastBytes ? nativeCompressor(...names) : undefined;
    return native ? pump(bytes, native) : otherwise(bytes);
  };
}

/** Sends bytes through, and collects what comes out. */
async function pump(bytes: Uint8Array, { readable, writable }: CompressionStream): Promise<Uint8Array> {
  const writer = writable.getWriter();
  // A failure shows up on the readable side as well, which is the one that is awaited.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {});
  writer.close().catch(() => {});
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return concatBytes(parts);
    }
    parts.push(value);
  }
}
