/** Bits that are read forwards, the lowest first, as deflate and Brotli have them. */
export class BitReader {
  readonly bytes: Uint8Array;
  /** Bits that have been taken from the bytes and not yet been read: 30 at most, as engines store no more in place. */
  bits = 0;
  count = 0;
  /** Of the first byte that has not been taken. */
  next = 0;
  readonly #format: string;

  /** @param format the name of the format, for errors */
  constructor(bytes: Uint8Array, format: string) {
    this.bytes = bytes;
    this.#format = format;
  }

  /** The next bits without reading them, 15 at most. Behind the end there are zeros. */
  peek(count: number): number {
    if (this.count < count) {
      this.#take();
    }
    return this.bits & ((1 << count) - 1);
  }

  /** Two bytes. */
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

  /** Passes bits that have been peeked at. */
  drop(count: number): void {
    if (count > this.count) {
      throw this.#truncated();
    }
    this.bits >>= count;
    this.count -= count;
  }

  /** 15 bits at most. */
  read(count: number): number {
    const value = this.peek(count);
    this.drop(count);
    return value;
  }

  /** 30 bits at most. */
  readMany(count: number): number {
    if (count <= 15) {
      return this.read(count);
    }
    const low = this.read(15);
    return low | (this.read(count - 15) << 15);
  }

  /** Goes on at the next byte, and gives what was left of this one. */
  align(): number {
    return this.read(this.count & 7);
  }

  /** The place of the next byte, from a byte boundary on. */
  get position(): number {
    return this.next - (this.count >> 3);
  }

  /** Passes so many whole bytes, from a byte boundary on. */
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
