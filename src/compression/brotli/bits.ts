/** Bits as Brotli has them: read forwards, the lowest first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;
  #bits = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next bits without taking them, 24 at most. Behind the end there are zeros. */
  peek(count: number): number {
    while (this.#count <= 24 && this.#position < this.#bytes.byteLength) {
      this.#bits |= (this.#bytes[this.#position++] as number) << this.#count;
      this.#count += 8;
    }
    return this.#bits & ((1 << count) - 1);
  }

  /** Takes bits that have been peeked at. */
  drop(count: number): void {
    if (count > this.#count) {
      throw new Error("the Brotli data is truncated");
    }
    this.#bits = count < 32 ? this.#bits >>> count : 0;
    this.#count -= count;
  }

  /** 24 bits at most. */
  read(count: number): number {
    const value = this.peek(count);
    this.drop(count);
    return value;
  }

  /** Goes on at the next byte; what is left of this one has to be 0. */
  align(): void {
    if (this.read(this.#count & 7) !== 0) {
      throw new Error("the Brotli data has a padding that is not 0");
    }
  }

  /** So many whole bytes, from a byte boundary on. */
  take(count: number): Uint8Array {
    const start = this.#position - (this.#count >> 3);
    if (start + count > this.#bytes.byteLength) {
      throw new Error("the Brotli data is truncated");
    }
    this.#position = start + count;
    this.#bits = 0;
    this.#count = 0;
    return this.#bytes.subarray(start, start + count);
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.byteLength && this.#count === 0;
  }
}
