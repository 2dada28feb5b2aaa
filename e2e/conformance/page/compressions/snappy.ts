/**
 * snappy in its framing format: a custom compression. Writes uncompressed chunks, which the format allows and which are
 * enough for these tests; reads both kinds.
 *
 * @see https://github.com/google/snappy/blob/main/framing_format.txt
 */
import type { Compression } from "farcall";
import { maskedCrc32c } from "./crc32c.ts";
import { joinWithin } from "./join-within.ts";
import { decodeSnappyBlock } from "./snappy-block.ts";

const streamIdentifier = [0xff, 0x06, 0x00, 0x00, ...new TextEncoder().encode("sNaPpY")];
const chunkBytes = 65_536;
const checksumBytes = 4;

export function snappy(): Compression {
  return { name: "snappy", compress, decompress };
}

function compress(bytes: Uint8Array): Uint8Array {
  const parts = joinWithin(Infinity);
  parts.push(Uint8Array.from(streamIdentifier));
  for (let start = 0; start < bytes.byteLength; start += chunkBytes) {
    const data = bytes.subarray(start, start + chunkBytes);
    const header = new DataView(new ArrayBuffer(8));
    header.setUint32(0, 0x01 | ((data.byteLength + checksumBytes) << 8), true); // one byte of type, three of length
    header.setUint32(4, maskedCrc32c(data), true);
    parts.push(new Uint8Array(header.buffer));
    parts.push(data);
  }
  return parts.join();
}

function decompress(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = joinWithin(maxBytes);
  for (let start = 0; start < bytes.byteLength; ) {
    const head = view.getUint32(start, true);
    const [type, end] = [head & 0xff, start + 4 + (head >>> 8)];
    const content = bytes.subarray(start + 4, end);
    if (end > bytes.byteLength || (start === 0 && type !== 0xff)) {
      throw new Error("this is no snappy stream, or a truncated one");
    }
    if (type <= 0x01) {
      const payload = content.subarray(checksumBytes);
      const data = type === 0x00 ? decodeSnappyBlock(payload, chunkBytes) : payload;
      if (maskedCrc32c(data) !== view.getUint32(start + 4, true)) {
        throw new Error("the checksum of a snappy chunk does not fit");
      }
      parts.push(data);
    } else if (type < 0x80) {
      throw new Error(`a snappy chunk of unknown type ${type}`);
    }
    start = end;
  }
  return parts.join();
}
