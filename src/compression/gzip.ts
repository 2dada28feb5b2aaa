/**
 * gzip: small payloads at once through fflate, large ones through the browser's own streams, off the main thread.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1952
 */
import { Gunzip, gzipSync } from "fflate";
import { isConnectError } from "../core/connect-error.ts";
import type { Compression } from "../wire/compression.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { messageTooLarge } from "../wire/message-limit.ts";
import { crc32 } from "./crc32.ts";
import { pump, syncBytes } from "./native-stream.ts";

export interface GzipOptions {
  /**
   * 0 (store) to 9 (smallest), default 6. The browser's own compressor has no level: naming one, whichever, keeps
   * compression in JavaScript for payloads of every size.
   */
  level?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
}

/** Compressed input is inflated in steps of this size: deflate expands at most 1,032 times, so 1 MiB a step. */
const stepBytes = 1024;

/** Checksum and size, four bytes each. */
const trailerBytes = 8;

/** The header, an empty block and the trailer. */
const leastMemberBytes = 20;

/** The gzip compression of the protocols. Synchronous calls use JavaScript for payloads of every size. */
export function gzip({ level }: GzipOptions = {}): Compression {
  const compressSync = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: level ?? 6 });
  return {
    name: "gzip",
    magic: [0x1f, 0x8b], // how no protobuf message and no JSON text begins
    compress(bytes) {
      const native = bytes.byteLength > syncBytes && level === undefined && "CompressionStream" in globalThis;
      return native ? pump(bytes, new CompressionStream("gzip"), Infinity) : compressSync(bytes);
    },
    decompress(bytes, maxBytes) {
      if (bytes.byteLength <= syncBytes || !("DecompressionStream" in globalThis)) {
        return gunzip(bytes, maxBytes);
      }
      return pump(bytes, new DecompressionStream("gzip"), maxBytes).catch((error) => {
        if (isConnectError(error)) {
          throw error;
        }
        return gunzip(bytes, maxBytes); // browsers refuse a second member, which gzip allows
      });
    },
    compressSync,
    decompressSync: gunzip,
  };
}

/** Inflates step by step, stops at the limit, and checks what fflate does not: the checksum of each member. */
function gunzip(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let member = { crc: 0, size: 0 };
  const inflater = new Gunzip((part) => {
    size += part.byteLength;
    if (size > maxBytes) {
      throw messageTooLarge(maxBytes);
    }
    parts.push(part);
    member = { crc: crc32(part, member.crc), size: member.size + part.byteLength };
  });
  const checkMember = (end: number): void => {
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + Math.max(0, end - trailerBytes));
    if (
      end < leastMemberBytes ||
      trailer.getUint32(0, true) !== member.crc ||
      trailer.getUint32(4, true) !== member.size % 2 ** 32
    ) {
      throw new Error("the gzip data is truncated or corrupt");
    }
    member = { crc: 0, size: 0 };
  };
  inflater.onmember = checkMember;
  for (let start = 0; start < bytes.byteLength; start += stepBytes) {
    const end = start + stepBytes;
    inflater.push(bytes.subarray(start, end), end >= bytes.byteLength);
  }
  checkMember(bytes.byteLength);
  return concatBytes(parts);
}
