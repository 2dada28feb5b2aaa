/**
 * Decodes deflate blocks, the content of a gzip member.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1951#page-9
 */
import type { BitReader } from "../bit-reader.ts";
import type { Output } from "../output.ts";
import { CodeLengths, PrefixCodes } from "../prefix-codes.ts";

/** The end of a block, in the alphabet of literals and lengths: literals are below, lengths above. */
const endOfBlock = 256;
const firstLength = 257;

/** The order of the lengths of length codes, most frequent first. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const distanceCodes = 30;
/** The largest number of literals, end marker and lengths that have a code. */
const mostLiterals = 286;

/** The largest distance of a repetition. */
const window = 32 * 1024;

const corrupt = (): Error => new Error("the gzip data is corrupt");

/** A code for literals and lengths, and one for distances. */
interface BlockCodes {
  literals: PrefixCodes;
  distances: PrefixCodes;
}

const newCodes = (): BlockCodes => ({ literals: new PrefixCodes(9, 288), distances: new PrefixCodes(6, 32) });

/** The codes of blocks with their own codes. */
const newOwnCodes = () => ({
  ...newCodes(),
  lengthCodes: new PrefixCodes(7, lengthOrder.length),
  lengths: new Uint8Array(mostLiterals + distanceCodes),
  code: new CodeLengths(288),
});

let fixed: BlockCodes | undefined;

/** Returns the codes of blocks without their own. */
function fixedCodes(): BlockCodes {
  if (!fixed) {
    const code = new CodeLengths(288);
    const lengths = Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
    fixed = newCodes();
    setCode(fixed.literals, lengths, code);
    setCode(fixed.distances, new Uint8Array(32).fill(5), code);
  }
  return fixed;
}

/** Sets a code. It must be complete, unless it has a single symbol of one bit, or none at all. */
function setCode(codes: PrefixCodes, lengths: Uint8Array, code: CodeLengths): void {
  code.clear();
  for (let symbol = 0; symbol < lengths.byteLength; symbol++) {
    const length = lengths[symbol] as number;
    if (length > 0) {
      code.add(symbol, length);
    }
  }
  if (code.space < 0 || (code.space > 0 && code.size !== code.counts[1])) {
    throw corrupt();
  }
  codes.set(0, code);
}

/** Reads the lengths of all codes, singly or in runs. */
function readLengths(bits: BitReader, codes: PrefixCodes, lengths: Uint8Array, count: number): void {
  for (let symbol = 0; symbol < count; ) {
    const code = codes.read(0, bits);
    if (code < 16) {
      lengths[symbol++] = code;
      continue;
    }
    const end = symbol + (code === 16 ? 3 + bits.read(2) : code === 17 ? 3 + bits.read(3) : 11 + bits.read(7));
    if (end > count || (code === 16 && symbol === 0)) {
      throw corrupt();
    }
    lengths.fill(code === 16 ? (lengths[symbol - 1] as number) : 0, symbol, end);
    symbol = end;
  }
}

export class Inflater {
  readonly #bytes: Uint8Array;
  readonly #bits: BitReader;
  readonly #output: Output;
  #own: ReturnType<typeof newOwnCodes> | undefined;
  /** The start of the member in the output: older bytes do not belong to it. */
  #start = 0;

  /** @param bits a reader of `bytes` */
  constructor(bytes: Uint8Array, bits: BitReader, output: Output) {
    this.#bytes = bytes;
    this.#bits = bits;
    this.#output = output;
  }

  /** Reads all blocks of one member. */
  read(): void {
    const bits = this.#bits;
    this.#start = this.#output.size;
    let isLast = false;
    while (!isLast) {
      this.#output.countBlock();
      isLast = bits.read(1) === 1;
      switch (bits.read(2)) {
        case 0:
          this.#readStored();
          break;
        case 1:
          this.#readCompressed(fixedCodes());
          break;
        case 2:
          this.#readCompressed(this.#readCodes());
          break;
        default:
          throw corrupt();
      }
    }
  }

  #readStored(): void {
    const bits = this.#bits;
    bits.align();
    const size = bits.readMany(16);
    if ((bits.readMany(16) ^ size) !== 0xffff) {
      throw corrupt();
    }
    if (size > 0) {
      const start = bits.position;
      bits.skip(size);
      this.#output.append(this.#bytes, start, start + size);
    }
  }

  #readCompressed({ literals, distances }: BlockCodes): void {
    const bits = this.#bits;
    const output = this.#output;
    for (;;) {
      let symbol: number;
      do {
        if (output.isFull) {
          symbol = literals.read(0, bits); // there is no room for a literal, but the block may end here
          if (symbol < endOfBlock) {
            output.extend(); // throws
          }
        } else {
          if (output.size === output.limit) {
            output.extend();
          }
          output.size = literals.readLiterals(bits, output.bytes, output.size, output.limit);
          symbol = literals.symbol;
        }
      } while (symbol < endOfBlock);
      if (symbol === endOfBlock) {
        return;
      }
      const length = lengthOf(symbol - firstLength, bits);
      const distance = distanceOf(distances.read(0, bits), bits);
      if (distance > Math.min(window, output.size - this.#start)) {
        throw corrupt();
      }
      output.repeat(distance, length);
    }
  }

  /** Reads the codes of one block, which are prefix-coded themselves. */
  #readCodes(): BlockCodes {
    const bits = this.#bits;
    this.#own ??= newOwnCodes();
    const own = this.#own;
    const literals = bits.read(5) + firstLength;
    const distances = bits.read(5) + 1;
    if (literals > mostLiterals || distances > distanceCodes) {
      throw corrupt();
    }
    const { lengths } = own;
    const count = bits.read(4) + 4;
    for (let i = 0; i < lengthOrder.length; i++) {
      lengths[lengthOrder[i] as number] = i < count ? bits.read(3) : 0;
    }
    setCode(own.lengthCodes, lengths.subarray(0, lengthOrder.length), own.code);
    if (own.code.space !== 0) {
      throw corrupt();
    }
    readLengths(bits, own.lengthCodes, lengths, literals + distances);
    setCode(own.literals, lengths.subarray(0, literals), own.code);
    setCode(own.distances, lengths.subarray(literals, literals + distances), own.code);
    if (lengths[endOfBlock] === 0) {
      throw corrupt();
    }
    return own;
  }
}

function lengthOf(code: number, bits: BitReader): number {
  const base = lengthBases[code];
  if (base === undefined) {
    throw corrupt();
  }
  return base + bits.read(lengthBits[code] as number);
}

function distanceOf(code: number, bits: BitReader): number {
  if (code >= distanceCodes) {
    throw corrupt();
  }
  if (code < 4) {
    return code + 1;
  }
  const width = (code >> 1) - 1;
  return ((2 + (code & 1)) << width) + 1 + bits.read(width);
}
