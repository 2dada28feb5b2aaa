/** Builds and writes zstd's Finite State Entropy tables. */
import { BitWriter } from "./bit-writer.ts";
import type { Choices } from "./choices.ts";

/** The frequency of each symbol, out of 2^log; -1 for less than one. */
export interface Distribution {
  log: number;
  counts: readonly number[];
}

export interface State {
  symbol: number;
  /** How many bits to read, and what to add to them, for the next state. */
  bits: number;
  base: number;
}

export function chooseDistribution(choices: Choices, maxLog: number, maxKinds: number): Distribution {
  const log = 5 + choices.below(maxLog - 4);
  const kinds = choices.between(2, Math.min(maxKinds, 2 ** log));
  const counts = Array.from({ length: kinds }, () => choices.oneOf([-1, 1, 1, 0]));
  counts[kinds - 1] = 1;
  counts[0] = 1;
  const used = counts.reduce((sum, count) => sum + Math.abs(count), 0);
  const rest = 2 ** log - used;
  const shared = choices.once(2) ? Math.floor(rest / 2) : 0;
  counts[0] += rest - shared;
  counts[kinds - 1] = (counts[kinds - 1] as number) + shared;
  return { log, counts };
}

export function distributionBytes({ log, counts }: Distribution): Uint8Array {
  const bits = new BitWriter();
  bits.write(log - 5, 4);
  let remaining = 2 ** log;
  for (let symbol = 0; remaining > 0; ) {
    const count = counts[symbol++] as number;
    const width = Math.floor(Math.log2(remaining + 1)) + 1;
    const mask = 2 ** (width - 1) - 1;
    const short = 2 ** width - 2 - remaining;
    const value = count + 1;
    bits.write(value < short || value <= mask ? value : value + short, value < short ? width - 1 : width);
    remaining -= Math.abs(count);
    if (count === 0) {
      let zeros = 0;
      for (; counts[symbol] === 0; symbol++) {
        zeros++;
      }
      for (; zeros >= 3; zeros -= 3) {
        bits.write(3, 2);
      }
      bits.write(zeros, 2);
    }
  }
  return bits.finish();
}

export function statesOf({ log, counts }: Distribution): State[] {
  const size = 2 ** log;
  const symbols = Array<number>(size).fill(-1);
  let high = size;
  counts.forEach((count, symbol) => {
    if (count === -1) {
      symbols[--high] = symbol;
    }
  });
  let place = 0;
  counts.forEach((count, symbol) => {
    for (let left = count; left > 0; left--) {
      symbols[place] = symbol;
      do {
        place = (place + size / 2 + size / 8 + 3) % size;
      } while (place >= high);
    }
  });
  const next = counts.map(Math.abs);
  return symbols.map((symbol) => {
    const value = next[symbol] as number;
    next[symbol] = value + 1;
    const bits = log - Math.floor(Math.log2(value));
    return { symbol, bits, base: value * 2 ** bits - size };
  });
}
