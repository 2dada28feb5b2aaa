/**
 * Finite State Entropy: numbers that take fractions of bits.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.1
 */
import { type BitWriter, highBit } from "../bits.ts";
import { type BackwardBits, bitsAt } from "./bits.ts";

/** How often each symbol comes, out of 2^log; -1 stands for "less than once". */
export interface Distribution {
  log: number;
  counts: ArrayLike<number>;
}

/** What to do in each state: the symbol it stands for, and the way to the next state. */
export interface DecodeTable {
  log: number;
  symbols: Uint8Array;
  bits: Uint8Array;
  bases: Uint16Array;
}

/** A distribution as it stands in front of what it is for, and where it ends. */
export function readDistribution(
  bytes: Uint8Array,
  start: number,
  maxLog: number,
  maxSymbols: number,
): { distribution: Distribution; end: number } {
  let position = start * 8;
  const read = (count: number): number => {
    const value = bitsAt(bytes, position, count);
    position += count;
    return value;
  };
  const log = read(4) + 5;
  if (log > maxLog) {
    throw new Error("a table of the zstd data is too large");
  }
  const counts: number[] = [];
  let remaining = 1 << log;
  while (remaining > 0 && counts.length < maxSymbols) {
    const width = highBit(remaining + 1) + 1;
    const mask = (1 << (width - 1)) - 1;
    const short = (1 << width) - 2 - remaining;
    let value = read(width);
    if ((value & mask) < short) {
      value &= mask;
      position -= 1;
    } else if (value > mask) {
      value -= short;
    }
    counts.push(value - 1);
    remaining -= Math.abs(value - 1);
    if (value === 1) {
      let repeat: number;
      do {
        repeat = read(2);
        for (let i = 0; i < repeat; i++) {
          counts.push(0);
        }
      } while (repeat === 3 && counts.length < maxSymbols);
    }
  }
  const end = (position + 7) >>> 3;
  if (remaining !== 0 || counts.length > maxSymbols || end > bytes.byteLength) {
    throw new Error("a table of the zstd data is corrupt");
  }
  return { distribution: { log, counts }, end };
}

/** The other way round. */
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

/** Which symbol each state stands for. */
function spread({ log, counts }: Distribution): Uint8Array {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  let high = size;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    if (counts[symbol] === -1) {
      symbols[--high] = symbol;
    }
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let position = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    for (let left = counts[symbol] as number; left > 0; left--) {
      symbols[position] = symbol;
      do {
        position = (position + step) & (size - 1);
      } while (position >= high);
    }
  }
  return symbols;
}

export function decodeTable(distribution: Distribution): DecodeTable {
  const { log, counts } = distribution;
  const size = 1 << log;
  const symbols = spread(distribution);
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  const next = Array.from(counts, Math.abs);
  for (let state = 0; state < size; state++) {
    const symbol = symbols[state] as number;
    const value = next[symbol] as number;
    next[symbol] = value + 1;
    const count = log - highBit(value);
    bits[state] = count;
    bases[state] = (value << count) - size;
  }
  return { log, symbols, bits, bases };
}

/** One symbol, and no bits for it. */
export function repeatTable(symbol: number): DecodeTable {
  return { log: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) };
}

/** A distribution for symbols of which there are so many each. */
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
  return { log, counts: normalized };
}

/** How many bits so many symbols take. */
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

/** Writes symbols backwards: the last one comes first, and makes the first state. */
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
    spread(distribution).forEach((symbol, state) => {
      const index = starts[symbol] as number;
      starts[symbol] = index + 1;
      this.#states[index] = size + state;
    });
  }

  /** Encodes what comes before all that was written so far. */
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

  /** Where a reader starts. */
  finish(writer: BitWriter): void {
    writer.write(this.#state, this.#log);
  }
}

/** Reads symbols: the state says which. */
export class FseDecoder {
  readonly #table: DecodeTable;
  #state: number;

  constructor(table: DecodeTable, bits: BackwardBits) {
    this.#table = table;
    this.#state = bits.read(table.log);
  }

  get symbol(): number {
    return this.#table.symbols[this.#state] as number;
  }

  next(bits: BackwardBits): void {
    this.#state = (this.#table.bases[this.#state] as number) + bits.read(this.#table.bits[this.#state] as number);
  }
}
