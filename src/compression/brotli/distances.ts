/**
 * Distances: the last four, numbers near to them, and all others.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-4
 */
import type { BitReader } from "./bits.ts";

/** What the first 16 codes stand for: one of the last distances, counted from the newest, and what to add to it. */
const shortCodes: readonly (readonly [ago: number, plus: number])[] = [
  [0, 0],
  [1, 0],
  [2, 0],
  [3, 0],
  [0, -1],
  [0, 1],
  [0, -2],
  [0, 2],
  [0, -3],
  [0, 3],
  [1, -1],
  [1, 1],
  [1, -2],
  [1, 2],
  [1, -3],
  [1, 3],
];

export class DistanceReader {
  readonly alphabetSize: number;
  readonly #bits: BitReader;
  readonly #last: number[];
  readonly #postfixBits: number;
  readonly #direct: number;

  /** `last` belongs to the whole stream: the oldest first. */
  constructor(bits: BitReader, last: number[]) {
    this.#bits = bits;
    this.#last = last;
    this.#postfixBits = bits.read(2);
    this.#direct = bits.read(4) << this.#postfixBits;
    this.alphabetSize = 16 + this.#direct + (48 << this.#postfixBits);
  }

  resolve(code: number): number {
    if (code < 16) {
      const [ago, plus] = shortCodes[code] as (typeof shortCodes)[number];
      const distance = (this.#last[3 - ago] as number) + plus;
      if (distance <= 0) {
        throw new Error("a distance of the Brotli data is not positive");
      }
      return distance;
    }
    if (code < 16 + this.#direct) {
      return code - 15;
    }
    const rest = code - 16 - this.#direct;
    const high = rest >> this.#postfixBits;
    const low = rest & ((1 << this.#postfixBits) - 1);
    const width = 1 + (high >> 1);
    const offset = (2 + (high & 1)) * 2 ** width - 4;
    return (offset + this.#bits.read(width)) * 2 ** this.#postfixBits + low + this.#direct + 1;
  }

  /** The last distance again makes no new one. */
  remember(code: number, distance: number): void {
    if (code !== 0) {
      this.#last.shift();
      this.#last.push(distance);
    }
  }
}
