/**
 * Reads prefix codes, which precede the data that uses them.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-3
 */
import type { BitReader } from "../bit-reader.ts";
import { CodeLengths, highestCodeLength, PrefixCodes } from "../prefix-codes.ts";
import { codeLengthOrder } from "./code-length-codes.ts";

/** The encoding of the lengths of length codes: by the next four bits, how many of them to read, and the length. */
const widths = [2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4];
const values = [0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5];
const longestLengthCode = 5;

/** The code lengths for one to four symbols; four symbols have two shapes. */
const shapes = [[0], [1, 1], [1, 2, 2], [2, 2, 2, 2], [1, 2, 3, 3]];

const corrupt = (): Error => new Error("a prefix code in the Brotli data is corrupt");

export class PrefixCodeReader {
  readonly #bits: BitReader;
  readonly #code: CodeLengths;
  readonly #symbols = new Uint16Array(4);
  readonly #lengths = new Uint8Array(codeLengthOrder.length);
  readonly #lengthCode = new CodeLengths(codeLengthOrder.length);
  readonly #lengthCodes = new PrefixCodes(longestLengthCode, codeLengthOrder.length);

  /** @param alphabetSize the size of the largest alphabet */
  constructor(bits: BitReader, alphabetSize: number) {
    this.#bits = bits;
    this.#code = new CodeLengths(alphabetSize);
  }

  /** Reads several codes for the symbols 0 to `size` - 1. */
  readAll(codes: PrefixCodes, count: number, size: number): void {
    for (let index = 0; index < count; index++) {
      this.read(codes, index, size);
    }
  }

  /** Reads a code for the symbols 0 to `size` - 1. */
  read(codes: PrefixCodes, index: number, size: number): void {
    this.#code.clear();
    const skipped = this.#bits.read(2);
    if (skipped === 1) {
      this.#readSymbols(size);
    } else {
      this.#readLengthCode(skipped);
      this.#readLengths(size);
    }
    codes.set(index, this.#code);
  }

  /** Reads a code of one to four symbols. */
  #readSymbols(size: number): void {
    const bits = this.#bits;
    const symbols = this.#symbols;
    const width = 32 - Math.clz32(size - 1);
    const count = bits.read(2) + 1;
    for (let i = 0; i < count; i++) {
      const symbol = bits.read(width);
      if (symbol >= size) {
        throw corrupt();
      }
      symbols[i] = symbol;
    }
    const shape = shapes[count - 1 + (count === 4 ? bits.read(1) : 0)] as readonly number[];
    for (let i = 0; i < count; i++) {
      this.#code.add(this.#takeFirst(shape, i, count), shape[i] as number);
    }
  }

  /** Removes and returns the lowest remaining symbol whose code is as long as that of the symbol `at`. */
  #takeFirst(shape: readonly number[], at: number, count: number): number {
    const symbols = this.#symbols;
    const symbol = symbols[at] as number;
    let first = at;
    for (let i = at + 1; i < count; i++) {
      if (symbols[i] === symbol) {
        throw corrupt();
      }
      if (shape[i] === shape[at] && (symbols[i] as number) < (symbols[first] as number)) {
        first = i;
      }
    }
    const found = symbols[first] as number;
    symbols[first] = symbol;
    return found;
  }

  /** Reads the code for lengths, whose own lengths have a fixed code. */
  #readLengthCode(skipped: number): void {
    const lengths = this.#lengths.fill(0);
    let space = 1 << longestLengthCode;
    let used = 0;
    for (let i = skipped; i < lengths.byteLength && space > 0; i++) {
      const next = this.#bits.peek(4);
      const length = values[next] as number;
      this.#bits.drop(widths[next] as number);
      lengths[codeLengthOrder[i] as number] = length;
      if (length > 0) {
        space -= (1 << longestLengthCode) >> length;
        used++;
      }
    }
    if (space !== 0 && used !== 1) {
      throw corrupt();
    }
    const code = this.#lengthCode;
    code.clear();
    for (let symbol = 0; symbol < lengths.byteLength; symbol++) {
      const length = lengths[symbol] as number;
      if (length > 0) {
        code.add(symbol, used === 1 ? 0 : length);
      }
    }
    this.#lengthCodes.set(0, code);
  }

  /** Reads the lengths of all codes, which are prefix-coded themselves. */
  #readLengths(size: number): void {
    const bits = this.#bits;
    const code = this.#code;
    let symbol = 0;
    let last = 8; // the last length other than 0
    let repeated = 0; // the repeated length, and how often so far
    let times = 0;
    while (symbol < size && code.space > 0) {
      const length = this.#lengthCodes.read(0, bits);
      if (length <= highestCodeLength) {
        if (length > 0) {
          code.add(symbol, length);
          last = length;
        }
        symbol++;
        times = 0;
        continue;
      }
      // The last length again, or 0. Consecutive codes of this kind multiply.
      const extraBits = length - 14;
      const before = repeated === length ? times : 0;
      repeated = length;
      times = (before > 0 ? (before - 2) << extraBits : 0) + bits.read(extraBits) + 3;
      const end = symbol + times - before;
      if (end > size) {
        throw corrupt();
      }
      for (; length === 16 && symbol < end; symbol++) {
        code.add(symbol, last);
      }
      symbol = end;
    }
    if (code.space !== 0) {
      throw corrupt();
    }
  }
}
