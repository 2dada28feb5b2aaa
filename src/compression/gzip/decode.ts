/**
 * Decodes gzip data, which is a series of members.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1952#section-2.2
 */
import { BitReader } from "../bit-reader.ts";
import { Output } from "../output.ts";
import { crc32 } from "./crc32.ts";
import { Inflater } from "./inflate.ts";
import { magic } from "./magic.ts";

/** "deflate", the only method there is. */
const method = 8;

const headerBytes = 10;

/** Checksum and size, of four bytes each. */
const trailerBytes = 8;

/** The optional parts of a header, by flag bits. */
const [hasChecksum, hasExtra, hasName, hasComment, isReserved] = [2, 4, 8, 16, 0xe0];

/** Checksums are computed in steps, so that the decoder can stop in between. */
const checksumBytes = 64 * 1024;

const corrupt = (): Error => new Error("the gzip data is corrupt");

/** Decompresses all members. Stops before the output exceeds `maxBytes`. */
export function gzipDecode(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array {
  const bits = new BitReader(bytes, "gzip");
  const output = new Output(maxBytes, check);
  const inflater = new Inflater(bytes, bits, output);
  do {
    bits.skip(headerBytes);
    readHeader(bytes, bits, output);
    const start = output.size;
    inflater.read();
    bits.align();
    bits.skip(trailerBytes);
    const trailer = bits.position - trailerBytes;
    if (
      numberAt(bytes, trailer) !== checksumOf(output.bytes, start, output.size, output) ||
      numberAt(bytes, trailer + 4) !== (output.size - start) % 2 ** 32
    ) {
      throw corrupt();
    }
  } while (!bits.isAtEnd);
  return output.finish();
}

/** Reads a four-byte number. */
function numberAt(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
  return low + (bytes[at + 3] as number) * 2 ** 24;
}

/** Skips the header, none of which is needed. */
function readHeader(bytes: Uint8Array, bits: BitReader, output: Output): void {
  const start = bits.position - headerBytes;
  if (bytes[start] !== magic[0] || bytes[start + 1] !== magic[1] || bytes[start + 2] !== method) {
    throw new Error("not gzip data");
  }
  const flags = bytes[start + 3] as number;
  if (flags === 0) {
    return;
  }
  if ((flags & isReserved) !== 0) {
    throw corrupt();
  }
  if ((flags & hasExtra) !== 0) {
    bits.skip(bits.readMany(16));
  }
  for (const flag of [hasName, hasComment]) {
    if ((flags & flag) !== 0) {
      const end = bytes.indexOf(0, bits.position);
      bits.skip((end < 0 ? bytes.byteLength : end) + 1 - bits.position);
    }
  }
  const end = bits.position;
  if ((flags & hasChecksum) !== 0 && bits.readMany(16) !== (checksumOf(bytes, start, end, output) & 0xffff)) {
    throw corrupt();
  }
}

function checksumOf(bytes: Uint8Array, start: number, end: number, output: Output): number {
  let checksum = 0;
  for (let at = start; at < end; at += checksumBytes) {
    output.countBlock();
    checksum = crc32(bytes, at, Math.min(at + checksumBytes, end), checksum);
  }
  return checksum;
}
