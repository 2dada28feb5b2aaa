/**
 * Maps each block type and context to a code.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-7.3
 */
import type { BitReader } from "../bit-reader.ts";
import { PrefixCodes } from "../prefix-codes.ts";
import { readCount } from "./block-switch.ts";
import type { PrefixCodeReader } from "./read-prefix-code.ts";

/** The number of codes, plus symbols for runs of zeros. */
const largestAlphabet = 256 + 16;

/** From this length on, the engine moves bytes faster than a loop does. */
const longMove = 32;

export class ContextMap {
  /** The number of codes. */
  codes = 1;
  map = new Uint8Array(0);
  readonly #bits: BitReader;
  readonly #codeReader: PrefixCodeReader;
  readonly #code = new PrefixCodes(8, largestAlphabet);

  constructor(bits: BitReader, codeReader: PrefixCodeReader) {
    this.#bits = bits;
    this.#codeReader = codeReader;
  }

  /** Reads a map for this many types and contexts. */
  read(size: number): void {
    const bits = this.#bits;
    if (size > this.map.byteLength) {
      this.map = new Uint8Array(size);
    }
    const map = this.map.fill(0, 0, size);
    this.codes = readCount(bits);
    if (this.codes === 1) {
      return;
    }
    const longestRun = bits.read(1) === 1 ? bits.read(4) + 1 : 0;
    this.#codeReader.read(this.#code, 0, this.codes + longestRun);
    for (let i = 0; i < size; ) {
      const symbol = this.#code.read(0, bits);
      if (symbol > longestRun) {
        map[i++] = symbol - longestRun;
      } else {
        i += 2 ** symbol + bits.readMany(symbol); // zeros
      }
      if (i > size) {
        throw new Error("a context map in the Brotli data is corrupt");
      }
    }
    if (bits.read(1) === 1) {
      moveToFront(map, size);
    }
  }
}

/** Decodes move-to-front: each number says how recently its value was used. */
function moveToFront(map: Uint8Array, size: number): void {
  const recent = new Uint8Array(256);
  for (let value = 0; value < 256; value++) {
    recent[value] = value;
  }
  for (let i = 0; i < size; i++) {
    const index = map[i] as number;
    const value = recent[index] as number;
    map[i] = value;
    if (index > longMove) {
      recent.copyWithin(1, 0, index);
    } else {
      for (let at = index; at > 0; at--) {
        recent[at] = recent[at - 1] as number;
      }
    }
    recent[0] = value;
  }
}
