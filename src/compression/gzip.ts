/**
 * gzip: small payloads at once through fflate, large ones through the browser's own streams, off the main thread.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1952
 */
import { Gunzip, gzipSync } from "fflate";
import type { Compression } from "../wire/compression.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { messageTooLarge } from "../wire/message-limit.ts";

export interface GzipOptions {
  /**
   * 0 (store) to 9 (smallest), default 6. The browser's own compressor has no level: naming one, whichever, keeps
   * compression in JavaScript for payloads of every size.
   */
  level?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
}

/** Up to here JavaScript is done before a native stream has been set up. */
const syncBytes = 16 * 1024;

/** Compressed input is inflated in steps of this size: deflate expands at most 1,032 times, so 1 MiB a step. */
const stepBytes = 1024;

/** The gzip compression of the protocols. */
export function gzip({ level }: GzipOptions = {}): Compression {
  return {
    name: "gzip",
    magic: [0x1f, 0x8b], // how no protobuf message and no JSON text begins
    compress(bytes) {
      const native = bytes.byteLength > syncBytes && level === undefined && "CompressionStream" in globalThis;
      return native ? pump(bytes, new CompressionStream("gzip"), Infinity) : gzipSync(bytes, { level: level ?? 6 });
    },
    decompress(bytes, maxBytes) {
      const native = bytes.byteLength > syncBytes && "DecompressionStream" in globalThis;
      return native ? pump(bytes, new DecompressionStream("gzip"), maxBytes) : gunzip(bytes, maxBytes);
    },
  };
}

/** Inflates step by step and stops at the limit. */
function gunzip(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let complete = false;
  const inflater = new Gunzip((part, final) => {
    size += part.byteLength;
    complete = final;
    if (size > maxBytes) {
      throw messageTooLarge(maxBytes);
    }
    parts.push(part);
  });
  for (let start = 0; start < bytes.byteLength; start += stepBytes) {
    const end = start + stepBytes;
    inflater.push(bytes.subarray(start, end), end >= bytes.byteLength);
  }
  if (!complete) {
    throw new Error("the gzip data is truncated");
  }
  return concatBytes(parts);
}

/** Sends bytes through a native (de)compressor and collects what comes out, up to a limit. */
async function pump(
  bytes: Uint8Array,
  { readable, writable }: CompressionStream | DecompressionStream,
  maxBytes: number,
): Promise<Uint8Array> {
  const writer = writable.getWriter();
  // A failure shows up on the readable side as well, which is the one that is awaited.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {});
  writer.close().catch(() => {});
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
