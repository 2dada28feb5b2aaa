/**
 * Blocks: how long one set of codes is used, and which one is used then.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-6
 */
import type { BitReader } from "./bits.ts";
import { blockLengths } from "./lengths.ts";
import { type PrefixCode, readPrefixCode } from "./prefix-code.ts";

/** A number from 1 to 256. */
export function readCount(bits: BitReader): number {
  if (bits.read(1) === 0) {
    return 1;
  }
  const width = bits.read(3);
  return 1 + 2 ** width + bits.read(width);
}

export class BlockSwitch {
  readonly types: number;
  readonly #bits: BitReader;
  readonly #codes: { types: PrefixCode; lengths: PrefixCode } | undefined;
  #type = 0;
  #typeBefore = 1;
  /** Until the next block begins. */
  #left = 2 ** 24;

  constructor(bits: BitReader) {
    this.#bits = bits;
    this.types = readCount(bits);
    if (this.types > 1) {
      this.#codes = { types: readPrefixCode(bits, this.types + 2), lengths: readPrefixCode(bits, 26) };
      this.#left = this.#readLength(this.#codes.lengths);
    }
  }

  /** The type of the block that the next symbol is in. */
  next(): number {
    if (this.#left === 0) {
      this.#switch();
    }
    this.#left--;
    return this.#type;
  }

  #switch(): void {
    if (!this.#codes) {
      this.#left = 2 ** 24;
      return;
    }
    const code = this.#codes.types.read(this.#bits);
    const type = code === 0 ? this.#typeBefore : code === 1 ? (this.#type + 1) % this.types : code - 2;
    this.#typeBefore = this.#type;
    this.#type = type;
    this.#left = this.#readLength(this.#codes.lengths);
  }

  #readLength(code: PrefixCode): number {
    const symbol = code.read(this.#bits);
    return (blockLengths.bases[symbol] as number) + this.#bits.read(blockLengths.bits[symbol] as number);
  }
}
