/**
 * Deflate's blocks, which make up the content of a gzip member.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1951#page-9
 */
import type { BitReader } from "../bit-reader.ts";
import type { Output } from "../output.ts";
import { CodeLengths, PrefixCodes } from "../prefix-codes.ts";

/** In the alphabet of literals and lengths: the end of the block; above it are lengths. */
const endOfBlock = 256;
const firstLength = 257;

/** The lengths of codes for lengths stand in this order: those that come often come first. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const distanceCodes = 30;
/** Literals, the end of the block, and lengths: so many may have a code. */
const mostLiterals = 286;

/** How far back a repetition may lie. */
const window = 32 * 1024;

const corrupt = (): Error => new Error("the gzip data is corrupt");

/** A code for literals and lengths, and one for distances. */
interface BlockCodes {
  literals: PrefixCodes;
  distances: PrefixCodes;
}

const newCodes = (): BlockCodes => ({ literals: new PrefixCodes(9, 288), distances: new PrefixCodes(6, 32) });

/** The codes of the blocks that bring their own. */
const newOwnCodes = () => ({
  ...newCodes(),
  lengthCodes: new PrefixCodes(7, lengthOrder.length),
  lengths: new Uint8Array(mostLiterals + distanceCodes),
  code: new CodeLengths(288),
});

let fixed: BlockCodes | undefined;

/** The codes of the blocks that bring none. */
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

/** A code has to be complete, unless it has one symbol, of one bit, or none at all. */
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

/** The lengths of the codes of all symbols, one after another or many of the same. */
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
  /** Where the member begins in the output: older bytes are not its own. */
  #start = 0;

  /** @param bits those of `bytes` */
  constructor(bytes: Uint8Array, bits: BitReader, output: Output) {
    this.#bytes = bytes;
    this.#bits = bits;
    this.#output = output;
  }

  /** All blocks of one member. */
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
          symbol = literals.read(0, bits); // there is no place for a literal, but the block may end here
          if (symbol < endOfBlock) {
            output.extend(); // which refuses
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

  /** The codes of one block, which are written with a code themselves. */
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
