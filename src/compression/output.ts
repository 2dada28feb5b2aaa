/** What comes out of a decoder: bytes that grow up to a limit, and serve as the window of what follows. */
import { messageTooLarge } from "../wire/message-limit.ts";

/** How large the buffer is at first. */
const firstBytes = 4096;

/** The caller is asked whether to go on after so much output, and after so many blocks, which may bring none. */
const checkBytes = 64 * 1024;
const checkBlocks = 16;

/** Shorter pieces are copied byte by byte, before a call of the engine's own functions has begun. */
const shortBytes = 32;

export class Output {
  bytes: Uint8Array = new Uint8Array(0);
  size = 0;
  /** Up to here there is room; `extend` makes more. */
  limit = 0;
  readonly #maxBytes: number;
  /** Throws if the decoder has to stop. */
  readonly check: () => void;
  #checkAt = 0;
  #blocksLeft = 0;

  /** @param check throws if the decoder has to stop */
  constructor(maxBytes: number, check: () => void = () => {}) {
    this.#maxBytes = maxBytes;
    this.check = check;
  }

  /** True if not one more byte may come out. */
  get isFull(): boolean {
    return this.size >= this.#maxBytes;
  }

  /** Makes room for one more byte at least. Refuses to go beyond the limit, or on if the call has to stop. */
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

  /** To be told of each block, or whatever else costs time and may bring nothing. */
  countBlock(): void {
    if (--this.#blocksLeft < 0) {
      this.check();
      this.#blocksLeft = checkBlocks - 1;
    }
  }

  /** The bytes from `start` to `end`. */
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

  /** Repeats what came `distance` bytes ago; the two may overlap. */
  repeat(distance: number, count: number): void {
    const { bytes, size } = this;
    const after = size + count;
    if (count > shortBytes || after > this.limit) {
      this.#repeatLong(distance, count);
      return;
    }
    this.size = after;
    if (distance === 1) {
      const byte = bytes[size - 1] as number; // rather than to wait each time for what has just been written
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
    // What repeats itself soon has to grow first, by whole repetitions.
    const grown = distance < shortBytes ? size + Math.ceil(shortBytes / distance) * distance : size;
    for (const stop = Math.min(end, grown); at < stop; at++) {
      bytes[at] = bytes[at - distance] as number;
    }
    const from = size - distance;
    while (at < end) {
      // What has been copied is copied as well: twice as much each time.
      const part = Math.min(end - at, at - from);
      bytes.copyWithin(at, from, from + part);
      at += part;
    }
  }

  /** Makes room for up to `most` more bytes, and tells for how many. */
  room(most: number): number {
    if (this.size === this.limit) {
      this.extend();
    }
    return Math.min(most, this.limit - this.size);
  }

  /** All that came, in an array that is not much larger. */
  finish(): Uint8Array {
    return this.size < this.bytes.byteLength / 2 ? this.bytes.slice(0, this.size) : this.bytes.subarray(0, this.size);
  }
}
