/**
 * Prefix codes, as they stand in front of what is written with them.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-3
 */
import type { BitReader } from "./bits.ts";
import { codeLengthOrder, highestCodeLength } from "./code-length-codes.ts";

/** Codes of up to this many bits are looked up in a table; longer ones are rare. */
const tableBits = 8;

const corrupt = (): Error => new Error("a prefix code of the Brotli data is corrupt");

export class PrefixCode {
  /** By the next bits: a symbol, and in the lowest four bits the length of its code; 0 if that is longer. */
  readonly #table = new Uint16Array(1 << tableBits);
  /** How many codes there are of each length. */
  readonly #counts = new Uint16Array(highestCodeLength + 1);
  /** In the order of their codes. */
  readonly #symbols: Uint16Array;
  /** The only symbol, which takes no bits at all; -1 if there are more. */
  readonly #only: number;

  /** One symbol for each code length that is not 0; the lengths have to make a complete code. */
  constructor(lengths: Uint8Array) {
    for (const length of lengths) {
      this.#counts[length] = (this.#counts[length] as number) + 1;
    }
    const used = lengths.byteLength - (this.#counts[0] as number);
    this.#counts[0] = 0;
    this.#symbols = new Uint16Array(used);
    let at = 0;
    let code = 0;
    for (let length = 1; length <= highestCodeLength; length++) {
      code <<= 1;
      if (this.#counts[length] === 0) {
        continue;
      }
      for (let symbol = 0; symbol < lengths.byteLength; symbol++) {
        if (lengths[symbol] === length) {
          this.#symbols[at++] = symbol;
          this.#enter(code++, length, symbol);
        }
      }
    }
    this.#only = used === 1 ? (this.#symbols[0] as number) : -1;
  }

  #enter(code: number, length: number, symbol: number): void {
    if (length > tableBits) {
      return;
    }
    for (let index = reverseBits(code, length); index < this.#table.length; index += 1 << length) {
      this.#table[index] = (symbol << 4) | length;
    }
  }

  read(bits: BitReader): number {
    if (this.#only >= 0) {
      return this.#only;
    }
    const next = bits.peek(highestCodeLength);
    const entry = this.#table[next & ((1 << tableBits) - 1)] as number;
    if (entry !== 0) {
      bits.drop(entry & 15);
      return entry >> 4;
    }
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= highestCodeLength; length++) {
      code = (code << 1) | ((next >> (length - 1)) & 1);
      const count = this.#counts[length] as number;
      first <<= 1;
      if (code - first < count) {
        bits.drop(length);
        return this.#symbols[index + code - first] as number;
      }
      index += count;
      first += count;
    }
    throw corrupt();
  }
}

export function reverseBits(value: number, count: number): number {
  let reversed = 0;
  for (let bit = 0; bit < count; bit++) {
    reversed = (reversed << 1) | ((value >> bit) & 1);
  }
  return reversed;
}

/** Reads a code for the symbols 0 to `size` - 1. */
export function readPrefixCode(bits: BitReader, size: number): PrefixCode {
  const skipped = bits.read(2);
  return new PrefixCode(skipped === 1 ? readSimpleLengths(bits, size) : readLengths(bits, size, skipped));
}

/** One to four symbols, one by one. */
function readSimpleLengths(bits: BitReader, size: number): Uint8Array {
  const width = 32 - Math.clz32(size - 1);
  const symbols = Array.from({ length: bits.read(2) + 1 }, () => bits.read(width));
  if (new Set(symbols).size < symbols.length || symbols.some((symbol) => symbol >= size)) {
    throw corrupt();
  }
  const shapes = [[1], [1, 1], [1, 2, 2], [2, 2, 2, 2], [1, 2, 3, 3]];
  const shape = shapes[symbols.length - 1 + (symbols.length === 4 ? bits.read(1) : 0)] as number[];
  const lengths = new Uint8Array(size);
  symbols.forEach((symbol, i) => {
    lengths[symbol] = shape[i] as number;
  });
  return lengths;
}

/** The lengths of all codes, which are written with a prefix code themselves. */
function readLengths(bits: BitReader, size: number, skipped: number): Uint8Array {
  const lengthCode = new PrefixCode(readCodeLengthLengths(bits, skipped));
  const lengths = new Uint8Array(size);
  let symbol = 0;
  let space = 1 << highestCodeLength;
  let last = 8; // of those that are not 0
  let repeated = { code: 0, times: 0 };
  while (symbol < size && space > 0) {
    const code = lengthCode.read(bits);
    if (code <= highestCodeLength) {
      lengths[symbol++] = code;
      repeated = { code: 0, times: 0 };
      if (code > 0) {
        last = code;
        space -= (1 << highestCodeLength) >> code;
      }
      continue;
    }
    // The last length again, or 0. One such code after the other multiplies what the first said.
    const extraBits = code - 14;
    const before = repeated.code === code ? repeated.times : 0;
    const times = (before > 0 ? (before - 2) << extraBits : 0) + bits.read(extraBits) + 3;
    const more = times - before;
    if (symbol + more > size) {
      throw corrupt();
    }
    if (code === 16) {
      lengths.fill(last, symbol, symbol + more);
      space -= more * ((1 << highestCodeLength) >> last);
    }
    symbol += more;
    repeated = { code, times };
  }
  if (space !== 0) {
    throw corrupt();
  }
  return lengths;
}

/** The lengths of the codes for lengths have a code that is always the same. */
function readCodeLengthLengths(bits: BitReader, skipped: number): Uint8Array {
  const lengths = new Uint8Array(18);
  let space = 32;
  let used = 0;
  for (let i = skipped; i < lengths.byteLength && space > 0; i++) {
    const next = bits.peek(4);
    const width = [2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4][next] as number;
    const length = [0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5][next] as number;
    bits.drop(width);
    lengths[codeLengthOrder[i] as number] = length;
    if (length > 0) {
      space -= 32 >> length;
      used++;
    }
  }
  if (space !== 0 && used !== 1) {
    throw corrupt();
  }
  return lengths;
}
