/**
 * Decodes symbols that take fractions of bits.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.1
 */
import { highBit } from "../bits.ts";
import type { BackwardBits } from "./bits.ts";
import { type Distribution, spread } from "./fse.ts";

/**
 * A state is a number: its symbol, the number of bits to read, and what to add to them for the index of the next state.
 */
const bitsShift = 8;
const baseShift = 16;

export const symbolOf = (state: number): number => state & 0xff;
export const bitsOf = (state: number): number => (state >>> bitsShift) & 0xff;
export const baseOf = (state: number): number => state >>> baseShift;

export class DecodeTable {
  #log = 0;
  readonly states: Uint32Array;
  /** Used while a table is being built. */
  readonly #symbols: Uint8Array;
  readonly #next = new Uint16Array(256);

  constructor(maxLog: number) {
    this.states = new Uint32Array(1 << maxLog);
    this.#symbols = new Uint8Array(1 << maxLog);
  }

  /** Sets a single symbol, which takes no bits. */
  repeat(symbol: number): void {
    this.#log = 0;
    this.states[0] = symbol;
  }

  fill(distribution: Distribution): void {
    const { log, counts, kinds } = distribution;
    const size = 1 << log;
    const next = this.#next;
    for (let symbol = 0; symbol < kinds; symbol++) {
      next[symbol] = Math.abs(counts[symbol] as number);
    }
    spread(distribution, this.#symbols);
    for (let state = 0; state < size; state++) {
      const symbol = this.#symbols[state] as number;
      const value = next[symbol] as number;
      next[symbol] = value + 1;
      const count = log - highBit(value);
      this.states[state] = symbol | (count << bitsShift) | (((value << count) - size) << baseShift);
    }
    this.#log = log;
  }

  /** Returns the initial state. */
  first(bits: BackwardBits): number {
    return this.states[bits.read(this.#log)] as number;
  }

  /** Returns the state that follows another. */
  next(state: number, bits: BackwardBits): number {
    return this.states[baseOf(state) + bits.read(bitsOf(state))] as number;
  }
}
