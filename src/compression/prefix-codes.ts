/**
 * Prefix codes, as deflate and Brotli have them: many of them in a few arrays, which are used again for the next ones.
 * Data may bring a new code for every few bytes, and an array costs more than what stands in it.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc1951#page-7
 */
import type { BitReader } from "./bit-reader.ts";

/** The longest code. */
export const highestCodeLength = 15;

/** How much room there is for codes: one of the length n takes 2^(15-n) of it. */
const wholeSpace = 1 << highestCodeLength;

/** Symbols below are bytes. */
const literals = 256;

/** In the table, for codes that are longer than its index. */
const isLonger = 15;

/** The lengths of the codes of all symbols that have one. */
export class CodeLengths {
  readonly symbols: Uint16Array;
  readonly lengths: Uint8Array;
  /** How many codes there are of each length. */
  readonly counts = new Uint16Array(highestCodeLength + 1);
  size = 0;
  longest = 0;
  /** The room that is left: 0 if the code is complete, less if there are too many codes. */
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

  /** Of one length the lowest symbol comes first; 0 is for the only symbol of a code, which takes no bits. */
  add(symbol: number, length: number): void {
    this.symbols[this.size] = symbol;
    this.lengths[this.size++] = length;
    this.counts[length] = (this.counts[length] as number) + 1;
    this.longest = Math.max(this.longest, length);
    this.space -= wholeSpace >> length;
  }
}

/** So much of a table is filled one by one, the rest is copied. */
const leastFilled = 32;

/** How the code of a literal follows from the two bytes in front of it. */
export interface LiteralContexts {
  /** For the last byte, and from 256 on for the one before it, what it adds to the context. */
  table: Uint8Array;
  /** The code of each context, from `first` on. */
  map: Uint8Array;
  first: number;
}

const noContexts: LiteralContexts = { table: new Uint8Array(0), map: new Uint8Array(0), first: 0 };

export class PrefixCodes {
  readonly #tableBits: number;
  readonly #alphabetSize: number;
  #capacity = 0;
  /** By the next bits, for each code: a symbol, and in the lowest four bits the length of its code. */
  #tables = new Uint16Array(0);
  /** In the order of their codes, for each code. */
  #symbols = new Uint16Array(0);
  /** For each code and length: the first number, of 15 bits, that begins with no code up to this length. */
  #ends = new Uint16Array(0);
  /** For each code and length: what to add to a code to get the place of its symbol. */
  #offsets = new Int16Array(0);
  /** At which {@link readLiterals} has stopped. */
  symbol = 0;
  readonly #next = new Uint32Array(highestCodeLength + 1);

  /** Codes of up to `tableBits` bits are looked up in a table; for longer ones it takes some steps. */
  constructor(tableBits: number, alphabetSize: number) {
    this.#tableBits = tableBits;
    this.#alphabetSize = alphabetSize;
  }

  /** There must not be more codes than there is room for. */
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

  /** By the lengths of codes. */
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
    let code = 0; // its bits in the order in which they are read
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

  /** The next symbol. */
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
   * Reads literals into `out`, from the place `start` to the place `end`, or to a symbol that is none, which is left in
   * {@link symbol}. Gives the place behind the last literal.
   *
   * @param contexts which code to use; the first one if there are none
   */
  readLiterals(reader: BitReader, out: Uint8Array, start: number, end: number, contexts?: LiteralContexts): number {
    // What is in variables of its own is quicker to reach.
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
    throw new Error("a code of the compressed data stands for nothing");
  }
}

function larger<T extends Uint16Array | Int16Array>(before: T, after: T): T {
  after.set(before);
  return after;
}

/** The next code of the same length, whose last bit is `bit`, with its bits in the order in which they are read. */
function following(code: number, bit: number): number {
  let result = code;
  let at = bit;
  while ((result & at) !== 0) {
    result ^= at;
    at >>= 1;
  }
  return result | at;
}

/** Of 16 bits at most. */
export function reverseBits(value: number, count: number): number {
  let bits = ((value >> 1) & 0x5555) | ((value & 0x5555) << 1);
  bits = ((bits >> 2) & 0x3333) | ((bits & 0x3333) << 2);
  bits = ((bits >> 4) & 0x0f0f) | ((bits & 0x0f0f) << 4);
  return (((bits >> 8) & 0xff) | ((bits & 0xff) << 8)) >> (16 - count);
}
