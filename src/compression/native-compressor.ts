/** The engine's compressors, as functions on bytes. The engine never decompresses: see docs/compression.md. */
import { concatBytes } from "../wire/concat-bytes.ts";

/** Up to this size, JavaScript finishes before a native stream is even set up. */
export const syncBytes = 16 * 1024;

/** Returns the engine's compressor for the first of these names that it supports; undefined if there is none. */
export function nativeCompressor(...names: string[]): CompressionStream | undefined {
  for (const name of names) {
    try {
      return new CompressionStream(name as CompressionFormat);
    } catch {
      // A TypeError for an unknown name; a ReferenceError where there are no compression streams.
    }
  }
  return undefined;
}

/**
 * Returns a function that compresses: payloads of more than `leastBytes` natively, off the main thread, if the engine
 * supports one of the `names`; all others with `otherwise`.
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

/** Sends bytes through a stream, and collects its output. */
async function pump(bytes: Uint8Array, { readable, writable }: CompressionStream): Promise<Uint8Array> {
  const writer = writable.getWriter();
  // Errors also appear on the readable side, which is awaited.
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
