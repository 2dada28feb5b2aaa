/**
 * Decodes the literals of a block, which precede its sequences.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3.1
 */
import { HuffmanReader } from "./huffman.ts";

const [plain, repeated, withCode] = [0, 1, 2];

const corrupt = (): Error => new Error("a block in the zstd data is corrupt");

export class LiteralsReader {
  /** The array with the literals: the data itself, if they are raw. */
  bytes: Uint8Array;
  start = 0;
  end = 0;
  readonly #bytes: Uint8Array;
  readonly #huffman: HuffmanReader;
  #buffer = new Uint8Array(0);

  /** @param view a view of the same bytes */
  constructor(bytes: Uint8Array, view: DataView) {
    this.bytes = bytes;
    this.#bytes = bytes;
    this.#huffman = new HuffmanReader(bytes, view);
  }

  /** Forgets the code, because a new frame starts without one. */
  beginFrame(): void {
    this.#huffman.forget();
  }

  /** Reads at most `largest` literals. Returns the index of the byte after them, which is at most `end`. */
  read(start: number, end: number, largest: number): number {
    const first = this.#byteAt(start, end);
    const kind = first & 3;
    const format = (first >> 2) & 3;
    return kind === plain || kind === repeated
      ? this.#readUncoded(start, end, largest, kind, format)
      : this.#readCoded(start, end, largest, kind, format);
  }

  #readUncoded(start: number, end: number, largest: number, kind: number, format: number): number {
    const headerBytes = format === 1 ? 2 : format === 3 ? 3 : 1;
    const header = this.#number(start, headerBytes, end);
    const size = header >> (headerBytes === 1 ? 3 : 4);
    const from = start + headerBytes;
    const stop = from + (kind === plain ? size : 1);
    if (size > largest || stop > end) {
      throw corrupt();
    }
    if (kind === plain) {
      this.bytes = this.#bytes;
      this.start = from;
      this.end = stop;
    } else {
      this.#takeBuffer(size).fill(this.#bytes[from] as number, 0, size);
    }
    return stop;
  }

  #readCoded(start: number, end: number, largest: number, kind: number, format: number): number {
    const headerBytes = format < 2 ? 3 : format + 2;
    const width = format < 2 ? 10 : format === 2 ? 14 : 18;
    const header = this.#number(start, headerBytes, end);
    const size = Math.floor(header / 16) % 2 ** width;
    const from = start + headerBytes;
    const stop = from + Math.floor(header / 2 ** (4 + width));
    if (size > largest || stop > end) {
      throw corrupt();
    }
    const streams = kind === withCode ? this.#huffman.readCode(from, stop) : from;
    if (!this.#huffman.hasCode) {
      throw corrupt();
    }
    const out = this.#takeBuffer(size);
    if (format === 0) {
      this.#huffman.readStream(streams, stop, out, size);
    } else {
      this.#huffman.readStreams(streams, stop, out, size);
    }
    return stop;
  }

  /** Returns the buffer, large enough for this many literals. */
  #takeBuffer(size: number): Uint8Array {
    if (size > this.#buffer.byteLength) {
      this.#buffer = new Uint8Array(Math.max(size, 2 * this.#buffer.byteLength));
    }
    this.bytes = this.#buffer;
    this.start = 0;
    this.end = size;
    return this.#buffer;
  }

  /** Reads `count` bytes as a little-endian number. */
  #number(start: number, count: number, end: number): number {
    let number = 0;
    for (let i = count - 1; i >= 0; i--) {
      number = number * 256 + this.#byteAt(start + i, end);
    }
    return number;
  }

  #byteAt(position: number, end: number): number {
    if (position >= end) {
      throw corrupt();
    }
    return this.#bytes[position] as number;
  }
}
