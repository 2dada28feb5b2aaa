/**
 * Prefix codes of deflate and Brotli: many of them in a few arrays, which are reused. Data may define a new code every
 * few bytes, and allocating an array costs more than filling it.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1951#page-7
 */
import type { BitReader } from "./bit-reader.ts";

/** The length of the longest code. */
export const highestCodeLength = 15;

/** The code space: a code of length n takes 2^(15-n) of it. */
const wholeSpace = 1 << highestCodeLength;

/** Symbols below this are bytes. */
const literals = 256;

/** Marks table entries of codes that are longer than the index. */
const isLonger = 15;

/** The code lengths of all symbols that have a code. */
export class CodeLengths {
  readonly symbols: Uint16Array;
  readonly lengths: Uint8Array;
  /** The number of codes of each length. */
  readonly counts = new Uint16Array(highestCodeLength + 1);
  size = 0;
  longest = 0;
  /** The remaining code space: 0 if the code is complete, negative if there are too many codes. */
  space = wholeSpace;

  constructor(alphabetSize: number) {
    this.symbols = new Uint16Array(alphabetSize);
    this.lengths = new Uint8Array(alphabetSize);
  }

  clear(): void {
    for (let length = 0; length <= this.longest; length++) {
      this.counts[length] = 0;
    }
    this.size = 0;
    this.longest = 0;
    this.space = wholeSpace;
  }

  /**
   * Adds a symbol. Within a length, lower symbols must come first; length 0 is for the only symbol of a code, which
   * takes no bits.
   */
  add(symbol: number, length: number): void {
    this.symbols[this.size] = symbol;
    this.lengths[this.size++] = length;
    this.counts[length] = (this.counts[length] as number) + 1;
    this.longest = Math.max(this.longest, length);
    this.space -= wholeSpace >> length;
  }
}

/** This much of a table is filled in a loop; the rest is copied. */
const leastFilled = 32;

/** Selects the code of a literal by the two preceding bytes. */
export interface LiteralContexts {
  /** The contributions to the context of the last byte and, from 256 on, of the one before it. */
  table: Uint8Array;
  /** The code of each context, starting at `first`. */
  map: Uint8Array;
  first: number;
}

const noContexts: LiteralContexts = { table: new Uint8Array(0), map: new Uint8Array(0), first: 0 };

export class PrefixCodes {
  readonly #tableBits: number;
  readonly #alphabetSize: number;
  #capacity = 0;
  /** For each code, by the next bits: a symbol, and in the lowest four bits its code length. */
  #tables = new Uint16Array(0);
  /** For each code, the symbols in the order of their codes. */
  #symbols = new Uint16Array(0);
  /** For each code and length: the first 15-bit number that does not start with a code up to this length. */
  #ends = new Uint16Array(0);
  /** For each code and length: what to add to a code to get the index of its symbol. */
  #offsets = new Int16Array(0);
  /** The symbol at which {@link readLiterals} stopped. */
  symbol = 0;
  readonly #next = new Uint32Array(highestCodeLength + 1);

  /** Codes of up to `tableBits` bits are looked up in a table; longer ones take a few more steps. */
  constructor(tableBits: number, alphabetSize: number) {
    this.#tableBits = tableBits;
    this.#alphabetSize = alphabetSize;
  }

  /** Sets a code. There must not be more codes than the code space allows. */
  set(index: number, code: CodeLengths): void {
    if (index >= this.#capacity) {
      this.#grow();
    }
    if (code.size === 1 && code.longest === 0) {
      const start = index << this.#tableBits;
      this.#tables.fill((code.symbols[0] as number) << 4, start, start + (1 << this.#tableBits));
      return;
    }
    const sorted = index * this.#alphabetSize;
    this.#sort(code, sorted);
    this.#fillTable(index << this.#tableBits, sorted, code);
    if (code.longest > this.#tableBits || code.space > 0) {
      this.#listLonger(index << 4, code.counts);
    }
  }

  /** Sorts by code length. */
  #sort({ size, symbols, lengths, counts, longest }: CodeLengths, sorted: number): void {
    const next = this.#next;
    let total = 0;
    for (let length = 1; length <= longest; length++) {
      next[length] = sorted + total;
      total += counts[length] as number;
    }
    for (let i = 0; i < size; i++) {
      const length = lengths[i] as number;
      const place = next[length] as number;
      next[length] = place + 1;
      this.#symbols[place] = symbols[i] as number;
    }
  }

  #grow(): void {
    this.#capacity = Math.max(1, 2 * this.#capacity);
    this.#tables = larger(this.#tables, new Uint16Array(this.#capacity << this.#tableBits));
    this.#symbols = larger(this.#symbols, new Uint16Array(this.#capacity * this.#alphabetSize));
    this.#ends = larger(this.#ends, new Uint16Array(this.#capacity << 4));
    this.#offsets = larger(this.#offsets, new Int16Array(this.#capacity << 4));
  }

  #fillTable(start: number, sorted: number, { counts, longest, space }: CodeLengths): void {
    const table = this.#tables;
    const whole = 1 << this.#tableBits;
    const size = space > 0 ? whole : Math.min(whole, Math.max(leastFilled, 1 << longest));
    const end = start + size;
    let place = sorted;
    let code = 0; // its bits in reading order
    let filled = 0;
    for (let length = 1; length <= Math.min(longest, this.#tableBits); length++) {
      const step = 1 << length;
      for (let left = counts[length] as number; left > 0; left--) {
        const entry = ((this.#symbols[place++] as number) << 4) | length;
        for (let i = start + code; i < end; i += step) {
          table[i] = entry;
        }
        filled += size >> length;
        code = following(code, step >> 1);
      }
    }
    for (; filled < size; filled++) {
      table[start + code] = isLonger;
      code = following(code, size >> 1);
    }
    for (let copied = size; copied < whole; copied *= 2) {
      table.copyWithin(start + copied, start, start + copied);
    }
  }

  #listLonger(start: number, counts: Uint16Array): void {
    let code = 0;
    let place = 0;
    for (let length = 1; length <= highestCodeLength; length++) {
      code <<= 1;
      this.#offsets[start + length] = place - code;
      const count = counts[length] as number;
      code += count;
      place += count;
      this.#ends[start + length] = code << (highestCodeLength - length);
    }
  }

  /** Reads the next symbol. */
  read(index: number, bits: BitReader): number {
    const next = bits.peek(highestCodeLength);
    const entry = this.#tables[(index << this.#tableBits) | (next & ((1 << this.#tableBits) - 1))] as number;
    if ((entry & 15) !== isLonger) {
      bits.drop(entry & 15);
      return entry >> 4;
    }
    return this.#readLonger(index, bits, next);
  }

  /**
   * Reads literals into `out` from `start` to `end`, or up to another symbol, which is stored in {@link symbol}.
   * Returns the index after the last literal.
   *
   * @param contexts select the code; without them, the first one is used
   */
  readLiterals(reader: BitReader, out: Uint8Array, start: number, end: number, contexts?: LiteralContexts): number {
    // Local variables are faster to access.
    const table = this.#tables;
    const tableBits = this.#tableBits;
    const mask = (1 << tableBits) - 1;
    const input = reader.bytes;
    const { table: contextTable, map, first } = contexts ?? noContexts;
    const inputEnd = input.byteLength - 1;
    let { bits, count, next } = reader;
    const isInContext = contexts !== undefined;
    let at = start;
    let symbol = 0;
    let index = 0;
    let last = start > 0 ? (out[start - 1] as number) : 0;
    let lastButOne = start > 1 ? (out[start - 2] as number) : 0;
    while (at < end) {
      if (isInContext) {
        index = map[first + ((contextTable[last] as number) | (contextTable[256 + lastButOne] as number))] as number;
      }
      if (count < highestCodeLength && next < inputEnd) {
        bits |= ((input[next] as number) | ((input[next + 1] as number) << 8)) << count;
        next += 2;
        count += 16;
      }
      const entry = table[(index << tableBits) | (bits & mask)] as number;
      const length = entry & 15;
      if (length > count || length === isLonger) {
        reader.bits = bits;
        reader.count = count;
        reader.next = next;
        symbol = this.read(index, reader);
        ({ bits, count, next } = reader);
      } else {
        symbol = entry >> 4;
        bits >>= length;
        count -= length;
      }
      if (symbol >= literals) {
        break;
      }
      out[at++] = symbol;
      lastButOne = last;
      last = symbol;
    }
    reader.bits = bits;
    reader.count = count;
    reader.next = next;
    this.symbol = symbol;
    return at;
  }

  #readLonger(index: number, bits: BitReader, next: number): number {
    const value = reverseBits(next, highestCodeLength);
    for (let length = this.#tableBits + 1; length <= highestCodeLength; length++) {
      const at = (index << 4) | length;
      if (value < (this.#ends[at] as number)) {
        bits.drop(length);
        const place = (value >> (highestCodeLength - length)) + (this.#offsets[at] as number);
        return this.#symbols[index * this.#alphabetSize + place] as number;
      }
    }
    throw new Error("a code in the compressed data has no symbol");
  }
}

function larger<T extends Uint16Array | Int16Array>(before: T, after: T): T {
  after.set(before);
  return after;
}

/** Returns the next code of the same length, whose last bit is `bit`, with its bits in reading order. */
function following(code: number, bit: number): number {
  let result = code;
  let at = bit;
  while ((result & at) !== 0) {
    result ^= at;
    at >>= 1;
  }
  return result | at;
}

/** Reverses at most 16 bits. */
export function reverseBits(value: number, count: number): number {
  let bits = ((value >> 1) & 0x5555) | ((value & 0x5555) << 1);
  bits = ((bits >> 2) & 0x3333) | ((bits & 0x3333) << 2);
  bits = ((bits >> 4) & 0x0f0f) | ((bits & 0x0f0f) << 4);
  return (((bits >> 8) & 0xff) | ((bits & 0xff) << 8)) >> (16 - count);
}
