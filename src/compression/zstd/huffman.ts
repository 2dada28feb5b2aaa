/**
 * Decodes literals, which zstd encodes with Huffman codes.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.2
 */
import { highBit } from "../bits.ts";
import { BackwardBits, bitsBefore, markedBits } from "./bits.ts";
import { DecodeTable, symbolOf } from "./decode-table.ts";
import { DistributionReader } from "./fse.ts";

/** The length of the longest code. */
export const longestCode = 11;
/** The table of the weights has at most 2^6 states. */
export const longestWeightLog = 6;
/** There are 12 weights; this leaves room for more. */
const weightKinds = 16;

/** One symbol has no weight: it follows from the others. */
const mostWeights = 255;

/** The length of the table before four streams. */
const jumpBytes = 6;

/** A table entry is a symbol and, above it, its code length; a pair is two entries. */
const lengthShift = 8;
const secondShift = 16;
const bitsOfPair = (pair: number): number => ((pair >> lengthShift) & 15) + (pair >> (secondShift + lengthShift));

/** From this length on, the engine's fill is faster. */
const shortFill = 32;

const corrupt = (what: string): Error => new Error(`${what} in the zstd data is corrupt`);
const corruptTable = (): Error => corrupt("a Huffman table");
const corruptLiterals = (): Error => corrupt("a stream of literals");

/** Reads Huffman codes, and literals encoded with them. */
export class HuffmanReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** The length of the longest code; 0 if there is no code yet. */
  #codeBits = 0;
  /** Indexed by the next bits. */
  readonly #table = new Uint16Array(1 << longestCode);
  readonly #weights = new Uint8Array(mostWeights + 1);
  /** By weight, while a table is being built. */
  readonly #places = new Uint16Array(longestCode + 2);
  readonly #distribution = new DistributionReader();
  readonly #weightTable = new DecodeTable(longestWeightLog);
  readonly #weightBits: BackwardBits;

  /** @param view a view of the same bytes */
  constructor(bytes: Uint8Array, view: DataView) {
    this.#bytes = bytes;
    this.#view = view;
    this.#weightBits = new BackwardBits(bytes, view);
  }

  /** Forgets the code, because a new frame starts without one. */
  forget(): void {
    this.#codeBits = 0;
  }

  get hasCode(): boolean {
    return this.#codeBits > 0;
  }

  /** Reads the code before literals. Returns the index of the byte after it, which is at most `end`. */
  readCode(start: number, end: number): number {
    const header = this.#bytes[start] as number;
    const size = header < 128 ? header : (header - 126) >> 1;
    const stop = start + 1 + size;
    if (stop > end) {
      throw new Error("the zstd data is truncated");
    }
    if (header < 128) {
      this.#setCode(this.#readWeights(start + 1, stop));
    } else {
      for (let i = 0; i < header - 127; i++) {
        this.#weights[i] = ((this.#bytes[start + 1 + (i >> 1)] as number) >> (i & 1 ? 0 : 4)) & 15;
      }
      this.#setCode(header - 127);
    }
    return stop;
  }

  /** Returns the number of weights. */
  #readWeights(start: number, end: number): number {
    const weights = this.#weights;
    const bits = this.#weightBits;
    const table = this.#weightTable;
    const middle = this.#distribution.read(this.#bytes, start, end, longestWeightLog, weightKinds);
    table.fill(this.#distribution);
    bits.begin(middle, end);
    let now = table.first(bits);
    let later = table.first(bits);
    let count = 0;
    // Two states take turns. The one that runs out of bits was the last but one.
    for (; bits.left >= 0 && count < mostWeights; count++) {
      weights[count] = symbolOf(now);
      const next = table.next(now, bits);
      now = later;
      later = next;
    }
    weights[count] = symbolOf(now);
    if (bits.left >= 0 || count === 0 || count === mostWeights) {
      throw corruptTable();
    }
    return count + 1;
  }

  /** Sets the code by the weights of all symbols but the last, whose weight follows from the others. */
  #setCode(count: number): void {
    const weights = this.#weights;
    let sum = 0;
    for (let symbol = 0; symbol < count; symbol++) {
      sum += (1 << (weights[symbol] as number)) >> 1;
    }
    const bits = highBit(sum) + 1;
    const rest = 2 ** bits - sum;
    if (sum === 0 || bits > longestCode || (rest & (rest - 1)) !== 0) {
      throw corruptTable();
    }
    weights[count] = highBit(rest) + 1;
    this.#codeBits = bits;
    this.#fillTable(count + 1);
  }

  /** Fills the table, rarest symbols first. */
  #fillTable(count: number): void {
    const weights = this.#weights;
    const places = this.#places.fill(0);
    for (let symbol = 0; symbol < count; symbol++) {
      const weight = weights[symbol] as number;
      places[weight + 1] = (places[weight + 1] as number) + ((1 << weight) >> 1);
    }
    for (let weight = 2; weight < places.length; weight++) {
      places[weight] = (places[weight] as number) + (places[weight - 1] as number);
    }
    for (let symbol = 0; symbol < count; symbol++) {
      const weight = weights[symbol] as number;
      const place = places[weight] as number;
      const end = place + ((1 << weight) >> 1);
      const entry = symbol | ((this.#codeBits + 1 - weight) << lengthShift);
      places[weight] = end;
      if (end - place > shortFill) {
        this.#table.fill(entry, place, end);
        continue;
      }
      for (let at = place; at < end; at++) {
        this.#table[at] = entry;
      }
    }
  }

  /** Fills `out` up to `size` from one stream, which must contain exactly this much. */
  readStream(start: number, end: number, out: Uint8Array, size: number): void {
    this.#readRest(start, markedBits(this.#bytes, start, end), out, 0, size);
  }

  /** Fills `out` from four streams; a table has the lengths of the first three. */
  readStreams(start: number, end: number, out: Uint8Array, size: number): void {
    const part = (size + 3) >> 2;
    const lastPart = size - 3 * part;
    if (lastPart < 0 || end - start < jumpBytes) {
      throw corruptLiterals();
    }
    const start1 = start + jumpBytes;
    const start2 = start1 + this.#view.getUint16(start, true);
    const start3 = start2 + this.#view.getUint16(start + 2, true);
    const start4 = start3 + this.#view.getUint16(start + 4, true);
    if (start4 > end) {
      throw corruptLiterals();
    }
    let left1 = markedBits(this.#bytes, start1, start2);
    let left2 = markedBits(this.#bytes, start2, start3);
    let left3 = markedBits(this.#bytes, start3, start4);
    let left4 = markedBits(this.#bytes, start4, end);
    // In turns, with local variables for each: one stream after another would wait for the table each time.
    let at = 0;
    for (; at + 2 <= lastPart && (left1 | left2 | left3 | left4) >= 0; at += 2) {
      const pair1 = this.#readPair(start1, left1);
      const pair2 = this.#readPair(start2, left2);
      const pair3 = this.#readPair(start3, left3);
      const pair4 = this.#readPair(start4, left4);
      left1 -= bitsOfPair(pair1);
      left2 -= bitsOfPair(pair2);
      left3 -= bitsOfPair(pair3);
      left4 -= bitsOfPair(pair4);
      out[at] = pair1;
      out[at + 1] = pair1 >> secondShift;
      out[part + at] = pair2;
      out[part + at + 1] = pair2 >> secondShift;
      out[2 * part + at] = pair3;
      out[2 * part + at + 1] = pair3 >> secondShift;
      out[3 * part + at] = pair4;
      out[3 * part + at + 1] = pair4 >> secondShift;
    }
    this.#readRest(start1, left1, out, at, part);
    this.#readRest(start2, left2, out, part + at, 2 * part);
    this.#readRest(start3, left3, out, 2 * part + at, 3 * part);
    this.#readRest(start4, left4, out, 3 * part + at, size);
  }

  /** Reads the entries of two symbols as one number. */
  #readPair(start: number, left: number): number {
    const bits = bitsBefore(this.#view, start, left);
    const first = this.#table[bits >>> (32 - this.#codeBits)] as number;
    const second = this.#table[(bits << (first >> lengthShift)) >>> (32 - this.#codeBits)] as number;
    return first | (second << secondShift);
  }

  #readRest(start: number, bitsLeft: number, out: Uint8Array, from: number, to: number): void {
    const drop = 32 - this.#codeBits;
    let left = bitsLeft;
    for (let at = from; at < to && left >= 0; at++) {
      const entry = this.#table[bitsBefore(this.#view, start, left) >>> drop] as number;
      out[at] = entry;
      left -= entry >> lengthShift;
    }
    if (left !== 0) {
      throw corruptLiterals();
    }
  }
}
