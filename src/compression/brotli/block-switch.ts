/**
 * Blocks: how long a code is used, and which one follows.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-6
 */
import type { BitReader } from "../bit-reader.ts";
import { PrefixCodes } from "../prefix-codes.ts";
import { blockLengths } from "./lengths.ts";
import type { PrefixCodeReader } from "./read-prefix-code.ts";

/** Reads a number from 1 to 256. */
export function readCount(bits: BitReader): number {
  if (bits.read(1) === 0) {
    return 1;
  }
  const width = bits.read(3);
  return 1 + 2 ** width + bits.read(width);
}

/** Longer than any meta-block. */
const endless = 2 ** 24;

/** The indices of the two codes. */
const [typeCode, lengthCode] = [0, 1];

export class BlockSwitch {
  types = 1;
  /** The type of the block that contains the next symbol. */
  type = 0;
  /** The number of symbols left in the block. */
  left = endless;
  readonly #bits: BitReader;
  readonly #codeReader: PrefixCodeReader;
  readonly #codes = new PrefixCodes(8, 258);
  #typeBefore = 1;

  constructor(bits: BitReader, codeReader: PrefixCodeReader) {
    this.#bits = bits;
    this.#codeReader = codeReader;
  }

  /** Reads the block codes at the start of a meta-block. */
  begin(): void {
    this.types = readCount(this.#bits);
    this.type = 0;
    this.#typeBefore = 1;
    this.left = endless;
    if (this.types > 1) {
      this.#codeReader.read(this.#codes, typeCode, this.types + 2);
      this.#codeReader.read(this.#codes, lengthCode, blockLengths.bits.length);
      this.left = this.#readLength();
    }
  }

  /** Starts the next block, once nothing is left of this one. */
  next(): void {
    if (this.types === 1) {
      this.left = endless;
      return;
    }
    const code = this.#codes.read(typeCode, this.#bits);
    const type = code === 0 ? this.#typeBefore : code === 1 ? (this.type + 1) % this.types : code - 2;
    this.#typeBefore = this.type;
    this.type = type;
    this.left = this.#readLength();
  }

  #readLength(): number {
    const symbol = this.#codes.read(lengthCode, this.#bits);
    return (blockLengths.bases[symbol] as number) + this.#bits.readMany(blockLengths.bits[symbol] as number);
  }
}
