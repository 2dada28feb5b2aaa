/** The platform's own (de)compressors, as functions from bytes to bytes. */
import { concatBytes } from "../wire/concat-bytes.ts";
import { messageTooLarge } from "../wire/message-limit.ts";

/** Up to here JavaScript is done before a native stream has been set up. */
export const syncBytes = 16 * 1024;

/**
 * Where there is a limit, input goes in by slices of this size, each when what came of the one before has been read:
 * an engine inflates all that it is given, ahead of who reads. Given at once, a MiB became 1 GiB in Chromium before it
 * could be refused. Deflate expands at most 1,032 times, so 4 MiB a slice.
 */
const sliceBytes = 4096;

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
 * A function that compresses: large payloads natively, off the main thread, if `names` are given and the engine knows
 * one of them; all others at once.
 */
export function compressor(
  names: readonly string[],
  compressNow: (bytes: Uint8Array) => Uint8Array,
): (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array> {
  return (bytes) => {
    const native = bytes.byteLength > syncBytes ? nativeCompressor(...names) : undefined;
    return native ? pump(bytes, native, Infinity) : compressNow(bytes);
  };
}

/** Sends bytes through a native (de)compressor and collects what comes out, up to a limit. */
export async function pump(
  bytes: Uint8Array,
  { readable, writable }: CompressionStream | DecompressionStream,
  maxBytes: number,
): Promise<Uint8Array> {
  // A failure shows up on the readable side as well, which is the one that is awaited.
  feed(bytes, writable, maxBytes === Infinity ? bytes.byteLength : sliceBytes).catch(() => {});
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return concatBytes(parts);
    }
    size += value.byteLength;
    if (size > maxBytes) {
      reader.cancel().catch(() => {});
      throw messageTooLarge(maxBytes);
    }
    parts.push(value);
  }
}

async function feed(bytes: Uint8Array, writable: WritableStream<BufferSource>, slice: number): Promise<void> {
  const writer = writable.getWriter();
  for (let start = 0; start < bytes.byteLength; start += slice) {
    await writer.write(bytes.subarray(start, start + slice) as Uint8Array<ArrayBuffer>);
  }
  await writer.close();
}
