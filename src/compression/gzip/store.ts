/**
 * gzip without compression: the content in stored blocks.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1951#page-11
 */
import { crc32 } from "./crc32.ts";

const maxBlockBytes = 0xffff;
const [headerBytes, blockHeaderBytes, trailerBytes] = [10, 5, 8];

export function gzipStore(bytes: Uint8Array): Uint8Array {
  const size = bytes.byteLength;
  const blocks = Math.max(1, Math.ceil(size / maxBlockBytes));
  const out = new Uint8Array(headerBytes + blocks * blockHeaderBytes + size + trailerBytes);
  const view = new DataView(out.buffer);
  out.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]); // deflate, with no information about its origin
  let at = headerBytes;
  for (let block = 0; block < blocks; block++) {
    const part = bytes.subarray(block * maxBlockBytes, (block + 1) * maxBlockBytes);
    out[at] = block === blocks - 1 ? 1 : 0;
    view.setUint16(at + 1, part.byteLength, true);
    view.setUint16(at + 3, ~part.byteLength, true);
    out.set(part, at + blockHeaderBytes);
    at += blockHeaderBytes + part.byteLength;
  }
  view.setUint32(at, crc32(bytes, 0, size, 0), true);
  view.setUint32(at + 4, size, true);
  return out;
}
