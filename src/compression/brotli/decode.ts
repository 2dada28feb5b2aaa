/**
 * Decodes a Brotli stream, which is a series of meta-blocks.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-9
 */
import { BitReader } from "../bit-reader.ts";
import { Output } from "../output.ts";
import { MetaBlockReader } from "./meta-block.ts";

const corrupt = (): Error => new Error("the Brotli data is corrupt");

/** Decompresses one stream. Stops before the output exceeds `maxBytes`. */
export function brotliDecode(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array {
  const bits = new BitReader(bytes, "Brotli");
  const output = new Output(maxBytes, check);
  const compressed = new MetaBlockReader(bits, output, readWindow(bits), unpack);
  let isLast = false;
  while (!isLast) {
    isLast = bits.read(1) === 1;
    if (isLast && bits.read(1) === 1) {
      break;
    }
    output.countBlock();
    const size = readSize(bits);
    if (size === 0) {
      skipMetadata(bits);
    } else if (!isLast && bits.read(1) === 1) {
      align(bits);
      const start = bits.position;
      bits.skip(size);
      output.append(bytes, start, start + size);
    } else {
      compressed.read(size);
    }
  }
  align(bits);
  if (!bits.isAtEnd) {
    throw new Error("there is data after the end of the Brotli data");
  }
  return output.finish();
}

const unpack = (packed: Uint8Array): Uint8Array => brotliDecode(packed, 2 ** 17);

/** Reads the largest distance. */
function readWindow(bits: BitReader): number {
  let log = 16;
  if (bits.read(1) === 1) {
    const high = bits.read(3);
    const low = high === 0 ? bits.read(3) : 0;
    if (low === 1) {
      throw new Error("the Brotli data has a reserved kind of window");
    }
    log = high > 0 ? 17 + high : low > 0 ? 8 + low : 17;
  }
  return 2 ** log - 16;
}

/** Reads the uncompressed size of a meta-block; 0 for metadata. */
function readSize(bits: BitReader): number {
  const nibbles = 4 + bits.read(2);
  if (nibbles === 7) {
    return 0;
  }
  const size = bits.readMany(4 * nibbles);
  if (nibbles > 4 && size >> (4 * nibbles - 4) === 0) {
    throw corrupt();
  }
  return size + 1;
}

function skipMetadata(bits: BitReader): void {
  if (bits.read(1) !== 0) {
    throw corrupt();
  }
  const width = bits.read(2);
  const size = bits.readMany(8 * width);
  if (width > 1 && size >> (8 * width - 8) === 0) {
    throw corrupt();
  }
  align(bits);
  bits.skip(width > 0 ? size + 1 : 0);
}

/** Continues at the next byte. */
function align(bits: BitReader): void {
  if (bits.align() !== 0) {
    throw new Error("the Brotli data has padding other than 0");
  }
}
