/** What comes out of a decoder: bytes that grow up to a limit, and serve as the window of what follows. */
import { messageTooLarge } from "../wire/message-limit.ts";

/** How large the buffer is at first. */
const firstBytes = 4096;

export class Output {
  readonly #maxBytes: number;
  bytes: Uint8Array = new Uint8Array(0);
  size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Makes room for so many more bytes; refuses them if they would be too many. */
  reserve(count: number): void {
    const needed = this.size + count;
    if (needed > this.#maxBytes) {
      throw messageTooLarge(this.#maxBytes);
    }
    if (needed > this.bytes.byteLength) {
      const larger = new Uint8Array(Math.min(this.#maxBytes, Math.max(firstBytes, 2 * this.bytes.byteLength, needed)));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.byteLength);
    this.bytes.set(bytes, this.size);
    this.size += bytes.byteLength;
  }

  fill(byte: number, count: number): void {
    this.reserve(count);
    this.bytes.fill(byte, this.size, this.size + count);
    this.size += count;
  }

  /** Repeats what came `distance` bytes ago; the two may overlap. */
  repeat(distance: number, count: number): void {
    this.reserve(count);
    const { bytes, size } = this;
    if (distance >= count && count > 32) {
      bytes.copyWithin(size, size - distance, size - distance + count);
    } else if (distance === 1) {
      bytes.fill(bytes[size - 1] as number, size, size + count);
    } else {
      for (let i = size; i < size + count; i++) {
        bytes[i] = bytes[i - distance] as number;
      }
    }
    this.size = size + count;
  }

  /** All that came, in an array that is not much larger. */
  finish(): Uint8Array {
    return this.size < this.bytes.byteLength / 2 ? this.bytes.slice(0, this.size) : this.bytes.subarray(0, this.size);
  }
}
