/**
 * Decodes compressed blocks: literals, and sequences that place them and repeat earlier bytes.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3
 */
import type { Output } from "../output.ts";
import { BackwardBits, valueBefore } from "./bits.ts";
import { baseOf, bitsOf, type DecodeTable, symbolOf } from "./decode-table.ts";
import { DistributionReader } from "./fse.ts";
import { LiteralsReader } from "./literals.ts";
import { firstDistances, type LastDistances, resolveOffset } from "./offsets.ts";
import { literalLengthCodes, matchLengthCodes, offsetCodes } from "./sequence-codes.ts";
import { SequenceTable } from "./sequence-table.ts";

/** The number of bits that are read at a time. */
const mostBits = 16;

const corrupt = (): Error => new Error("a block in the zstd data is corrupt");

/** Reads all blocks of all frames, and reuses its buffers. */
export class BlockReader {
  readonly #bytes: Uint8Array;
  readonly #output: Output;
  readonly #bits: BackwardBits;
  readonly #literals: LiteralsReader;
  readonly #literalLengths: SequenceTable;
  readonly #offsets: SequenceTable;
  readonly #matchLengths: SequenceTable;
  readonly #distances: LastDistances = [...firstDistances];
  /** The start of the frame in the output: older bytes do not belong to it. */
  #start = 0;
  #window = 0;
  #largest = 0;

  constructor(bytes: Uint8Array, output: Output) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#bytes = bytes;
    this.#output = output;
    this.#bits = new BackwardBits(bytes, view);
    this.#literals = new LiteralsReader(bytes, view);
    const distribution = new DistributionReader();
    this.#literalLengths = new SequenceTable(literalLengthCodes, distribution);
    this.#offsets = new SequenceTable(offsetCodes, distribution);
    this.#matchLengths = new SequenceTable(matchLengthCodes, distribution);
  }

  /**
   * @param window the largest distance
   * @param largest the largest uncompressed size of a block
   */
  beginFrame(window: number, largest: number): void {
    this.#start = this.#output.size;
    this.#window = window;
    this.#largest = largest;
    this.#literals.beginFrame();
    this.#literalLengths.table = undefined;
    this.#offsets.table = undefined;
    this.#matchLengths.table = undefined;
    [this.#distances[0], this.#distances[1], this.#distances[2]] = firstDistances;
  }

  /** Appends the content of the block from the byte `start` to the byte `end`. */
  read(start: number, end: number): void {
    const bytes = this.#bytes;
    const literals = this.#literals;
    let position = literals.read(start, end, this.#largest);
    let count = this.#byteAt(position++, end);
    if (count === 255) {
      count = 0x7f00 + this.#byteAt(position, end) + this.#byteAt(position + 1, end) * 256;
      position += 2;
    } else if (count > 127) {
      count = (count - 128) * 256 + this.#byteAt(position, end);
      position += 1;
    }
    const limit = this.#output.size + this.#largest;
    if (count > 0) {
      const modes = this.#byteAt(position++, end);
      if ((modes & 3) !== 0) {
        throw corrupt();
      }
      position = this.#literalLengths.read(modes >> 6, bytes, position, end);
      position = this.#offsets.read((modes >> 4) & 3, bytes, position, end);
      position = this.#matchLengths.read((modes >> 2) & 3, bytes, position, end);
      this.#bits.begin(position, end);
      this.#readSequences(count, limit);
    } else if (position !== end) {
      throw corrupt();
    }
    if (this.#output.size + literals.end - literals.start > limit) {
      throw corrupt();
    }
    this.#output.append(literals.bytes, literals.start, literals.end);
  }

  #readSequences(count: number, limit: number): void {
    // Local variables are faster to access.
    const output = this.#output;
    const literals = this.#literals;
    const distances = this.#distances;
    const frameStart = this.#start;
    const window = this.#window;
    const { states: literalLengths } = this.#literalLengths.table as DecodeTable;
    const { states: offsets } = this.#offsets.table as DecodeTable;
    const { states: matchLengths } = this.#matchLengths.table as DecodeTable;
    const bits = this.#bits;
    let literalState = (this.#literalLengths.table as DecodeTable).first(bits);
    let offsetState = (this.#offsets.table as DecodeTable).first(bits);
    let matchState = (this.#matchLengths.table as DecodeTable).first(bits);
    const { view, start } = bits;
    let { left } = bits;
    for (let next = 1; next <= count; next++) {
      let width = symbolOf(offsetState);
      let offset = 0;
      if (width > mostBits) {
        width -= mostBits;
        offset = ((1 << width) + valueBefore(view, start, left, width)) * 2 ** mostBits;
        left -= width;
        width = mostBits;
      } else {
        offset = 1 << width;
      }
      offset += valueBefore(view, start, left, width);
      left -= width;
      width = matchLengthCodes.bits[symbolOf(matchState)] as number;
      const matchLength =
        (matchLengthCodes.bases[symbolOf(matchState)] as number) + valueBefore(view, start, left, width);
      left -= width;
      width = literalLengthCodes.bits[symbolOf(literalState)] as number;
      const literalLength =
        (literalLengthCodes.bases[symbolOf(literalState)] as number) + valueBefore(view, start, left, width);
      left -= width;
      if (next < count) {
        width = bitsOf(literalState);
        literalState = literalLengths[baseOf(literalState) + valueBefore(view, start, left, width)] as number;
        left -= width;
        width = bitsOf(matchState);
        matchState = matchLengths[baseOf(matchState) + valueBefore(view, start, left, width)] as number;
        left -= width;
        width = bitsOf(offsetState);
        offsetState = offsets[baseOf(offsetState) + valueBefore(view, start, left, width)] as number;
        left -= width;
      }
      const distance = resolveOffset(distances, offset, literalLength === 0);
      const end = literals.start + literalLength;
      const size = output.size + literalLength;
      if (
        left < 0 ||
        end > literals.end ||
        size + matchLength > limit ||
        distance === 0 ||
        distance > window ||
        distance > size - frameStart
      ) {
        throw corrupt();
      }
      output.append(literals.bytes, literals.start, end);
      output.repeat(distance, matchLength);
      literals.start = end;
    }
    if (left !== 0) {
      throw corrupt();
    }
  }

  #byteAt(position: number, end: number): number {
    if (position >= end) {
      throw corrupt();
    }
    return this.#bytes[position] as number;
  }
}
