/** Finds repetitions in data: a hash leads to a position with the same four bytes, and a chain to earlier ones. */
import { highBit } from "./bits.ts";

/** Some literals, then a repetition of what came `distance` bytes before. */
export interface Sequence {
  literalLength: number;
  matchLength: number;
  distance: number;
}

/**
 * The effort per level, from 1: how many positions to try, and the match length at which to stop. More tries cost ten
 * times as much, gain less than 1 % on most data, and lose up to 68 % in table rows: they find longer matches further
 * away, where repeating the last distance would have been cheaper.
 */
const efforts = [
  { tries: 1, enough: 8 },
  { tries: 2, enough: 16 },
  { tries: 6, enough: 32 },
  { tries: 12, enough: 48 },
  { tries: 24, enough: 64 },
  { tries: 48, enough: 96 },
];

/** Above this there is nothing to gain. */
export const highestEffort = efforts.length;

const leastMatch = 4;
const largestHashLog = 16;

export class MatchFinder {
  readonly #bytes: Uint8Array;
  readonly #window: number;
  readonly #tries: number;
  readonly #enough: number;
  readonly #isLazy: boolean;
  readonly #shift: number;
  /** By hash: the last position, plus one; 0 for none. */
  readonly #heads: Int32Array;
  /** By position: the previous one with the same hash, plus one. */
  readonly #chain: Int32Array;
  readonly #chainMask: number;
  #inserted = 0;
  /** The match that `#search` found. */
  #length = 0;
  #distance = 0;

  /** `level` starts at 1; `window` is a power of two, and the largest distance. */
  constructor(bytes: Uint8Array, level: number, window: number) {
    const effort = efforts[Math.min(Math.max(level, 1), highestEffort) - 1] as (typeof efforts)[number];
    const sizeLog = Math.max(8, highBit(bytes.byteLength) + 1);
    this.#bytes = bytes;
    this.#window = window;
    this.#tries = effort.tries;
    this.#enough = effort.enough;
    this.#isLazy = effort.tries > 2;
    const hashLog = Math.min(largestHashLog, sizeLog);
    this.#shift = 32 - hashLog;
    this.#heads = new Int32Array(1 << hashLog);
    const chainSize = Math.min(window, 2 ** sizeLog);
    this.#chain = new Int32Array(chainSize);
    this.#chainMask = chainSize - 1;
  }

  /**
   * Returns the sequences from `start` to `end`; what follows the last one is literals. Blocks must be passed in order.
   */
  find(start: number, end: number, lastDistance: number): Sequence[] {
    const sequences: Sequence[] = [];
    const last = end - leastMatch;
    let repeated = lastDistance;
    let literals = start;
    let position = start;
    while (position <= last) {
      if (!this.#search(position, end, repeated)) {
        position += 1 + ((position - literals) >> 8); // skips data without repetitions ever faster
        continue;
      }
      let [length, distance] = [this.#length, this.#distance];
      while (this.#isLazy && length < this.#enough && position < last) {
        const gain = this.#gain(length, distance, repeated);
        if (!this.#search(position + 1, end, repeated)) {
          break;
        }
        if (this.#gain(this.#length, this.#distance, repeated) <= gain + 4) {
          break;
        }
        position++;
        [length, distance] = [this.#length, this.#distance];
      }
      while (position > literals && position > distance && this.#same(position - 1, position - 1 - distance)) {
        position--;
        length++;
      }
      sequences.push({ literalLength: position - literals, matchLength: length, distance });
      repeated = distance;
      position += length;
      literals = position;
    }
    return sequences;
  }

  #same(a: number, b: number): boolean {
    return this.#bytes[a] === this.#bytes[b];
  }

  /** Estimates what a match saves, in quarters of a byte. */
  #gain(length: number, distance: number, repeated: number): number {
    return 4 * length - (distance === repeated ? 0 : highBit(distance));
  }

  #hash(position: number): number {
    const bytes = this.#bytes;
    const word =
      (bytes[position] as number) |
      ((bytes[position + 1] as number) << 8) |
      ((bytes[position + 2] as number) << 16) |
      ((bytes[position + 3] as number) << 24);
    return Math.imul(word, 0x9e3779b1) >>> this.#shift;
  }

  #insertUpTo(position: number): void {
    // With two tries, positions within a match are skipped, for speed.
    const from = this.#isLazy ? this.#inserted : Math.max(this.#inserted, position - 8);
    for (let at = from; at < position; at++) {
      const hash = this.#hash(at);
      this.#chain[at & this.#chainMask] = this.#heads[hash] as number;
      this.#heads[hash] = at + 1;
    }
    this.#inserted = Math.max(this.#inserted, position);
  }

  /** Searches for the best match at a position: sets its length and distance. Returns false if there is none. */
  #search(position: number, end: number, repeated: number): boolean {
    this.#insertUpTo(position);
    const bytes = this.#bytes;
    let best = leastMatch - 1;
    let bestGain = 0;
    if (position >= repeated) {
      const length = this.#matchLength(position - repeated, position, end);
      if (length > best) {
        best = length;
        bestGain = 4 * length;
        this.#length = length;
        this.#distance = repeated;
      }
    }
    const least = Math.max(0, position - this.#window);
    let candidate = (this.#heads[this.#hash(position)] as number) - 1;
    for (let tries = this.#tries; candidate >= least && tries > 0 && best < this.#enough; tries--) {
      if (bytes[candidate + best] === bytes[position + best]) {
        const length = this.#matchLength(candidate, position, end);
        const distance = position - candidate;
        const gain = 4 * length - highBit(distance);
        if (length > best && gain > bestGain) {
          best = length;
          bestGain = gain;
          this.#length = length;
          this.#distance = distance;
        }
      }
      const next = (this.#chain[candidate & this.#chainMask] as number) - 1;
      if (next >= candidate) {
        break; // overwritten by a later position
      }
      candidate = next;
    }
    return best >= leastMatch;
  }

  #matchLength(candidate: number, position: number, end: number): number {
    const bytes = this.#bytes;
    let length = 0;
    while (position + length < end && bytes[candidate + length] === bytes[position + length]) {
      length++;
    }
    return length;
  }
}
