/**
 * Distances: the last four, numbers close to them, and all others.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-4
 */
import type { BitReader } from "../bit-reader.ts";

/** The meaning of the first 16 codes: one of the last distances, counted from the newest, and what to add to it. */
const shortAgo = [0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
const shortPlus = [0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3];

/** The largest alphabet of distances in a meta-block. */
export const mostDistanceCodes = 16 + (15 << 3) + (48 << 3);

export class DistanceReader {
  alphabetSize = 0;
  readonly #bits: BitReader;
  /** A ring buffer, starting with the oldest at `#next`. */
  readonly #last = Int32Array.of(16, 15, 11, 4);
  #next = 0;
  #postfixBits = 0;
  #direct = 0;

  constructor(bits: BitReader) {
    this.#bits = bits;
  }

  /** Reads the parameters of a meta-block. The last distances are kept for the whole stream. */
  begin(): void {
    this.#postfixBits = this.#bits.read(2);
    this.#direct = this.#bits.read(4) << this.#postfixBits;
    this.alphabetSize = 16 + this.#direct + (48 << this.#postfixBits);
  }

  resolve(code: number): number {
    if (code < 16) {
      const last = this.#last[(this.#next + 3 - (shortAgo[code] as number)) & 3] as number;
      const distance = last + (shortPlus[code] as number);
      if (distance <= 0) {
        throw new Error("a distance in the Brotli data is not positive");
      }
      return distance;
    }
    const rest = code - 16 - this.#direct;
    if (rest < 0) {
      return code - 15;
    }
    const high = rest >> this.#postfixBits;
    const low = rest & ((1 << this.#postfixBits) - 1);
    const width = 1 + (high >> 1);
    const offset = ((2 + (high & 1)) << width) - 4;
    return ((offset + this.#bits.readMany(width)) << this.#postfixBits) + low + this.#direct + 1;
  }

  /** Adds a distance to the last ones, unless it repeats the newest. */
  remember(code: number, distance: number): void {
    if (code !== 0) {
      this.#last[this.#next] = distance;
      this.#next = (this.#next + 1) & 3;
    }
  }
}
