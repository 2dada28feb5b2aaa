/**
 * Huffman codes, with which zstd writes literals.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.2
 */
import { highBit } from "../bits.ts";
import { BackwardBits, bitsBefore, markedBits } from "./bits.ts";
import { DecodeTable, symbolOf } from "./decode-table.ts";
import { DistributionReader } from "./fse.ts";

/** The longest code. */
export const longestCode = 11;
/** The weights' own table has 2^6 states at most. */
export const longestWeightLog = 6;
/** There are 12 weights, and room for more. */
const weightKinds = 16;

/** One symbol has no weight: it follows from the others. */
const mostWeights = 255;

/** How long the table in front of four streams is. */
const jumpBytes = 6;

/** An entry of the table is a symbol, and above it how many of the next bits are its own; a pair is two entries. */
const lengthShift = 8;
const secondShift = 16;
const bitsOfPair = (pair: number): number => ((pair >> lengthShift) & 15) + (pair >> (secondShift + lengthShift));

/** The engine fills longer pieces. */
const shortFill = 32;

const corrupt = (what: string): Error => new Error(`${what} of the zstd data is corrupt`);
const corruptTable = (): Error => corrupt("a Huffman table");
const corruptLiterals = (): Error => corrupt("a stream of literals");

/** The code that literals are written with, and the reader of both. */
export class HuffmanReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** How many bits the longest code has; 0 before there is a code. */
  #codeBits = 0;
  /** By the next bits. */
  readonly #table = new Uint16Array(1 << longestCode);
  readonly #weights = new Uint8Array(mostWeights + 1);
  /** By weight, while a table is made. */
  readonly #places = new Uint16Array(longestCode + 2);
  readonly #distribution = new DistributionReader();
  readonly #weightTable = new DecodeTable(longestWeightLog);
  readonly #weightBits: BackwardBits;

  /** @param view of the same bytes */
  constructor(bytes: Uint8Array, view: DataView) {
    this.#bytes = bytes;
    this.#view = view;
    this.#weightBits = new BackwardBits(bytes, view);
  }

  /** In a new frame there is no code yet. */
  forget(): void {
    this.#codeBits = 0;
  }

  get hasCode(): boolean {
    return this.#codeBits > 0;
  }

  /** Reads the code in front of literals, and gives the byte behind it, which is not behind `end`. */
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

  /** Gives how many weights there are. */
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
    // Two states take turns. The one that finds no more bits has been the last but one.
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

  /** From the weights of all symbols but the last, whose weight follows from the others. */
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

  /** The rarest symbols come first. */
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

  /** Fills `out` up to `size` from one stream, which has to hold exactly as much. */
  readStream(start: number, end: number, out: Uint8Array, size: number): void {
    this.#readRest(start, markedBits(this.#bytes, start, end), out, 0, size);
  }

  /** The same from four streams, of which the first three are as long as a table says. */
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
    // In turns, and each with variables of its own: one stream after another would wait for the table each time.
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

  /** The entries of two symbols in one number. */
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
