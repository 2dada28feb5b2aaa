/** Complete prefix codes of all shapes. */
import type { BitWriter } from "./bit-writer.ts";
import type { Choices } from "./choices.ts";

/** Chooses the code lengths for a number of symbols: as even as possible, as uneven as possible, or in between. */
export function chooseLengths(choices: Choices, count: number, longest: number): number[] {
  if (count === 1) {
    return [1];
  }
  const shape = choices.oneOf(["even", "uneven", "mixed"]);
  const lengths = [1, 1];
  while (lengths.length < count) {
    const can = lengths.flatMap((length, i) => (length < longest ? [i] : []));
    const wanted =
      shape === "mixed"
        ? (can[choices.below(can.length)] as number)
        : can.reduce((best, i) => {
            const isLonger = (lengths[i] as number) > (lengths[best] as number);
            return isLonger === (shape === "uneven") && lengths[i] !== lengths[best] ? i : best;
          });
    const length = (lengths[wanted] as number) + 1;
    lengths[wanted] = length;
    lengths.push(length);
  }
  return lengths;
}

/** Returns the lengths of the most even code. A single symbol takes no bits. */
export function evenLengths(count: number): number[] {
  const log = Math.floor(Math.log2(count));
  return Array.from({ length: count }, (_, i) => (i < 2 ** (log + 1) - count ? log : log + 1));
}

/** A prefix code for arbitrary symbols. */
export class Code {
  /** By symbol; 0 for those that have no code, and for one that takes no bits. */
  readonly lengths: number[];
  readonly symbols: readonly number[];
  /** Written by its lengths even if there is a shorter way. */
  readonly isLong: boolean;
  /** Lengths that repeat are written as repetitions. */
  readonly isPacked: boolean;
  readonly #codes = new Map<number, number>();

  /** @param lengths of the symbols, in their order */
  constructor(
    size: number,
    symbols: readonly number[],
    lengths: readonly number[],
    { isLong = false, isPacked = true } = {},
  ) {
    this.isLong = isLong;
    this.isPacked = isPacked;
    this.symbols = symbols;
    this.lengths = Array<number>(size).fill(0);
    symbols.forEach((symbol, i) => {
      this.lengths[symbol] = lengths[i] as number;
    });
    let code = 0;
    for (let length = 1; length <= 15; length++) {
      code *= 2;
      for (let symbol = 0; symbol < size; symbol++) {
        if (this.lengths[symbol] === length) {
          this.#codes.set(symbol, reversed(code++, length));
        }
      }
    }
  }

  /** Returns the bits to write for a symbol. */
  partOf(symbol: number): [value: number, width: number] {
    return [this.#codes.get(symbol) ?? 0, this.lengths[symbol] as number];
  }

  write(bits: BitWriter, symbol: number): void {
    bits.write(...this.partOf(symbol));
  }
}

function reversed(code: number, length: number): number {
  return Number.parseInt(code.toString(2).padStart(length, "0").split("").reverse().join(""), 2);
}

/** Chooses numbers below `size`, including `needed`, in ascending order. */
export function chooseSymbols(choices: Choices, size: number, count: number, needed: readonly number[]): number[] {
  const symbols = new Set(needed);
  const step = choices.oneOf([1, 1, Math.max(1, Math.floor(size / count)), 7]);
  for (let symbol = choices.below(size), tries = 0; symbols.size < count && tries < size; tries++) {
    symbols.add(symbol);
    symbol = (symbol + step) % size;
  }
  return [...symbols].sort((a, b) => a - b);
}
