/**
 * Finite State Entropy: symbols that take fractions of bits.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.1
 */
import { type BitWriter, highBit } from "../bits.ts";
import { bitsAt } from "./bits.ts";

/** The frequency of each symbol, out of 2^log; -1 means "less than once". Only the first `kinds` symbols occur. */
export interface Distribution {
  log: number;
  counts: ArrayLike<number>;
  kinds: number;
}

/** Reads a distribution, which precedes the data that uses it. */
export class DistributionReader implements Distribution {
  log = 0;
  kinds = 0;
  readonly counts = new Int16Array(256);

  /** Returns the index of the byte after it, which is at most `end`. */
  read(bytes: Uint8Array, start: number, end: number, maxLog: number, maxKinds: number): number {
    let position = 4;
    const log = bitsAt(bytes, start, 0, 4) + 5;
    if (log > maxLog) {
      throw new Error("a table in the zstd data is too large");
    }
    let kinds = 0;
    let remaining = 1 << log;
    while (remaining > 0 && kinds < maxKinds) {
      const width = highBit(remaining + 1) + 1;
      const mask = (1 << (width - 1)) - 1;
      const short = (1 << width) - 2 - remaining;
      let value = bitsAt(bytes, start, position, width);
      position += width;
      if ((value & mask) < short) {
        value &= mask;
        position -= 1;
      } else if (value > mask) {
        value -= short;
      }
      this.counts[kinds++] = value - 1;
      remaining -= Math.abs(value - 1);
      let repeat = value === 1 ? 3 : 0;
      while (repeat === 3 && kinds < maxKinds) {
        repeat = bitsAt(bytes, start, position, 2);
        position += 2;
        this.counts.fill(0, kinds, kinds + repeat);
        kinds += repeat;
      }
    }
    const stop = start + ((position + 7) >>> 3);
    if (remaining !== 0 || kinds > maxKinds || stop > end) {
      throw new Error("a table in the zstd data is corrupt");
    }
    this.log = log;
    this.kinds = kinds;
    return stop;
  }
}

/** Writes a distribution. */
export function writeDistribution(writer: BitWriter, { log, counts }: Distribution): void {
  writer.write(log - 5, 4);
  let remaining = 1 << log;
  for (let symbol = 0; remaining > 0; ) {
    const count = counts[symbol++] as number;
    const width = highBit(remaining + 1) + 1;
    const mask = (1 << (width - 1)) - 1;
    const short = (1 << width) - 2 - remaining;
    const value = count + 1;
    if (value < short) {
      writer.write(value, width - 1);
    } else {
      writer.write(value > mask ? value + short : value, width);
    }
    remaining -= Math.abs(count);
    if (count === 0) {
      let zeros = 0;
      while (counts[symbol] === 0) {
        zeros++;
        symbol++;
      }
      for (; zeros >= 3; zeros -= 3) {
        writer.write(3, 2);
      }
      writer.write(zeros, 2);
    }
  }
}

/** Computes the symbol of each state. */
export function spread({ log, counts, kinds }: Distribution, symbols: Uint8Array): void {
  const size = 1 << log;
  let high = size;
  for (let symbol = 0; symbol < kinds; symbol++) {
    if (counts[symbol] === -1) {
      symbols[--high] = symbol;
    }
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let position = 0;
  for (let symbol = 0; symbol < kinds; symbol++) {
    for (let left = counts[symbol] as number; left > 0; left--) {
      symbols[position] = symbol;
      do {
        position = (position + step) & (size - 1);
      } while (position >= high);
    }
  }
}

/** Returns a distribution for symbols with these counts. */
export function normalize(counts: ArrayLike<number>, maxLog: number): Distribution {
  let total = 0;
  let kinds = 0;
  let last = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const count = counts[symbol] as number;
    total += count;
    if (count > 0) {
      kinds++;
      last = symbol;
    }
  }
  const log = Math.min(maxLog, Math.max(5, highBit(kinds) + 2, highBit(total) - 1));
  const normalized = new Int16Array(last + 1);
  let left = 1 << log;
  for (let symbol = 0; symbol <= last; symbol++) {
    const count = counts[symbol] as number;
    if (count > 0) {
      const share = Math.max(1, Math.round((count * 2 ** log) / total));
      normalized[symbol] = share;
      left -= share;
    }
  }
  while (left !== 0) {
    const most = normalized.indexOf(Math.max(...normalized));
    const change = left > 0 ? left : -Math.min(-left, Math.max(1, (normalized[most] as number) >> 2));
    normalized[most] = (normalized[most] as number) + change;
    left -= change;
  }
  return { log, counts: normalized, kinds: normalized.length };
}

/** Returns how many bits symbols with these counts take. */
export function costBits(counts: ArrayLike<number>, distribution: Distribution): number {
  let bits = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const count = counts[symbol] as number;
    if (count > 0) {
      const share = distribution.counts[symbol] ?? 0;
      bits += share === 0 ? Infinity : count * (distribution.log - Math.log2(Math.abs(share)));
    }
  }
  return bits;
}

/** Writes symbols backwards: the last one comes first, and sets the first state. */
export class FseEncoder {
  readonly #log: number;
  readonly #states: Uint16Array;
  readonly #deltaBits: Int32Array;
  readonly #deltaState: Int32Array;
  #state = -1;

  constructor(distribution: Distribution) {
    const { log, counts } = distribution;
    const size = 1 << log;
    const starts = new Int32Array(counts.length);
    this.#log = log;
    this.#deltaBits = new Int32Array(counts.length);
    this.#deltaState = new Int32Array(counts.length);
    let total = 0;
    for (let symbol = 0; symbol < counts.length; symbol++) {
      const count = Math.abs(counts[symbol] as number);
      const most = count > 1 ? log - highBit(count - 1) : log;
      this.#deltaBits[symbol] = (most << 16) - (count << most);
      this.#deltaState[symbol] = total - count;
      starts[symbol] = total;
      total += count;
    }
    this.#states = new Uint16Array(size);
    const symbols = new Uint8Array(size);
    spread(distribution, symbols);
    symbols.forEach((symbol, state) => {
      const index = starts[symbol] as number;
      starts[symbol] = index + 1;
      this.#states[index] = size + state;
    });
  }

  /** Encodes a symbol that precedes all those written so far. */
  write(writer: BitWriter, symbol: number): void {
    const deltaBits = this.#deltaBits[symbol] as number;
    const deltaState = this.#deltaState[symbol] as number;
    if (this.#state < 0) {
      const count = (deltaBits + (1 << 15)) >> 16;
      const value = (count << 16) - deltaBits;
      this.#state = this.#states[(value >> count) + deltaState] as number;
      return;
    }
    const count = (this.#state + deltaBits) >> 16;
    writer.write(this.#state, count);
    this.#state = this.#states[(this.#state >> count) + deltaState] as number;
  }

  /** Writes the state in which a decoder starts. */
  finish(writer: BitWriter): void {
    writer.write(this.#state, this.#log);
  }
}
