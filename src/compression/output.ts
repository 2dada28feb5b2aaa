/** The output of a decoder: grows up to a limit, and serves as the window for later data. */
import { messageTooLarge } from "../wire/message-limit.ts";

/** The initial buffer size. */
const firstBytes = 4096;

/** `check` is called after this much output, and after a number of blocks, which may produce none. */
const checkBytes = 64 * 1024;
const checkBlocks = 16;

/** Shorter pieces are copied byte by byte, which is faster than calling the engine's functions. */
const shortBytes = 32;

export class Output {
  bytes: Uint8Array = new Uint8Array(0);
  size = 0;
  /** The end of the allocated space, which `extend` moves. */
  limit = 0;
  readonly #maxBytes: number;
  /** Throws if the decoder must stop. */
  readonly check: () => void;
  #checkAt = 0;
  #blocksLeft = 0;

  /** @param check throws if the decoder must stop */
  constructor(maxBytes: number, check: () => void = () => {}) {
    this.#maxBytes = maxBytes;
    this.check = check;
  }

  /** True if the limit is reached. */
  get isFull(): boolean {
    return this.size >= this.#maxBytes;
  }

  /** Makes room for at least one more byte. Throws at the limit, or if the call must stop. */
  extend(): void {
    const { bytes, size } = this;
    if (size >= this.#maxBytes) {
      throw messageTooLarge(this.#maxBytes);
    }
    if (size >= this.#checkAt) {
      this.check();
      this.#checkAt = size + checkBytes;
    }
    if (size >= bytes.byteLength) {
      this.bytes = new Uint8Array(Math.min(this.#maxBytes, Math.max(firstBytes, 2 * size)));
      this.bytes.set(bytes);
    }
    this.limit = Math.min(this.bytes.byteLength, this.#checkAt);
  }

  /** Must be called for each block, and for whatever else takes time and may produce no output. */
  countBlock(): void {
    if (--this.#blocksLeft < 0) {
      this.check();
      this.#blocksLeft = checkBlocks - 1;
    }
  }

  /** Appends the bytes from `start` to `end`. */
  append(from: Uint8Array, start: number, end: number): void {
    const { bytes, size } = this;
    const after = size + end - start;
    if (end - start > shortBytes || after > this.limit) {
      this.#appendLong(from, start, end);
      return;
    }
    for (let at = size; at < after; at++) {
      bytes[at] = from[start + at - size] as number;
    }
    this.size = after;
  }

  #appendLong(from: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; ) {
      const part = this.room(end - at);
      this.bytes.set(from.subarray(at, at + part), this.size);
      this.size += part;
      at += part;
    }
  }

  fill(byte: number, count: number): void {
    for (let left = count; left > 0; ) {
      const part = this.room(left);
      this.bytes.fill(byte, this.size, this.size + part);
      this.size += part;
      left -= part;
    }
  }

  /** Repeats the bytes at `distance`. Source and destination may overlap. */
  repeat(distance: number, count: number): void {
    const { bytes, size } = this;
    const after = size + count;
    if (count > shortBytes || after > this.limit) {
      this.#repeatLong(distance, count);
      return;
    }
    this.size = after;
    if (distance === 1) {
      const byte = bytes[size - 1] as number; // avoids reading back each byte just written
      for (let at = size; at < after; at++) {
        bytes[at] = byte;
      }
      return;
    }
    for (let at = size; at < after; at++) {
      bytes[at] = bytes[at - distance] as number;
    }
  }

  #repeatLong(distance: number, count: number): void {
    for (let left = count; left > 0; ) {
      const part = this.room(left);
      if (distance === 1) {
        this.bytes.fill(this.bytes[this.size - 1] as number, this.size, this.size + part);
      } else {
        this.#repeatPart(distance, part);
      }
      this.size += part;
      left -= part;
    }
  }

  #repeatPart(distance: number, count: number): void {
    const { bytes, size } = this;
    const end = size + count;
    let at = size;
    // A short period must first grow, by whole repetitions.
    const grown = distance < shortBytes ? size + Math.ceil(shortBytes / distance) * distance : size;
    for (const stop = Math.min(end, grown); at < stop; at++) {
      bytes[at] = bytes[at - distance] as number;
    }
    const from = size - distance;
    while (at < end) {
      // Copies what was copied: twice as much each time.
      const part = Math.min(end - at, at - from);
      bytes.copyWithin(at, from, from + part);
      at += part;
    }
  }

  /** Makes room for up to `most` more bytes. Returns for how many. */
  room(most: number): number {
    if (this.size === this.limit) {
      this.extend();
    }
    return Math.min(most, this.limit - this.size);
  }

  /** Returns all output, in an array that is not much larger. */
  finish(): Uint8Array {
    return this.size < this.bytes.byteLength / 2 ? this.bytes.slice(0, this.size) : this.bytes.subarray(0, this.size);
  }
}
