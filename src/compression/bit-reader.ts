/** Reads bits forwards, lowest first, as in deflate and Brotli. */
export class BitReader {
  readonly bytes: Uint8Array;
  /** Bits taken from the bytes and not yet read: at most 30, because engines store no larger integers inline. */
  bits = 0;
  count = 0;
  /** The index of the first byte that has not been taken. */
  next = 0;
  readonly #format: string;

  /** @param format the name of the format, for error messages */
  constructor(bytes: Uint8Array, format: string) {
    this.bytes = bytes;
    this.#format = format;
  }

  /** Returns the next bits without reading them, at most 15. Past the end they are zeros. */
  peek(count: number): number {
    if (this.count < count) {
      this.#take();
    }
    return this.bits & ((1 << count) - 1);
  }

  /** Takes two bytes. */
  #take(): void {
    const { bytes, next } = this;
    if (next + 1 < bytes.byteLength) {
      this.bits |= ((bytes[next] as number) | ((bytes[next + 1] as number) << 8)) << this.count;
      this.next = next + 2;
      this.count += 16;
    } else if (next < bytes.byteLength) {
      this.bits |= (bytes[next] as number) << this.count;
      this.next = next + 1;
      this.count += 8;
    }
  }

  /** Skips bits that were peeked at. */
  drop(count: number): void {
    if (count > this.count) {
      throw this.#truncated();
    }
    this.bits >>= count;
    this.count -= count;
  }

  /** Reads at most 15 bits. */
  read(count: number): number {
    const value = this.peek(count);
    this.drop(count);
    return value;
  }

  /** Reads at most 30 bits. */
  readMany(count: number): number {
    if (count <= 15) {
      return this.read(count);
    }
    const low = this.read(15);
    return low | (this.read(count - 15) << 15);
  }

  /** Continues at the next byte, and returns the rest of this one. */
  align(): number {
    return this.read(this.count & 7);
  }

  /** The index of the next byte, if at a byte boundary. */
  get position(): number {
    return this.next - (this.count >> 3);
  }

  /** Skips whole bytes, if at a byte boundary. */
  skip(count: number): void {
    const end = this.position + count;
    if (end > this.bytes.byteLength) {
      throw this.#truncated();
    }
    this.next = end;
    this.bits = 0;
    this.count = 0;
  }

  get isAtEnd(): boolean {
    return this.position === this.bytes.byteLength && (this.count & 7) === 0;
  }

  #truncated(): Error {
    return new Error(`the ${this.#format} data is truncated`);
  }
}
