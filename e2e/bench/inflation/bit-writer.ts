/** Writes bits, least significant first. */
export class BitWriter {
  #bytes = new Uint8Array(1024);
  #size = 0;
  #bits = 0;
  #count = 0;

  get byteLength(): number {
    return this.#size;
  }

  write(value: number, count: number): void {
    for (let done = 0; done < count; done += 16) {
      const part = Math.min(16, count - done);
      this.#bits |= (Math.floor(value / 2 ** done) & (2 ** part - 1)) << this.#count;
      this.#count += part;
      for (; this.#count >= 8; this.#count -= 8) {
        this.#push(this.#bits & 0xff);
        this.#bits >>>= 8;
      }
    }
  }

  /** Continues at the next byte. */
  align(): void {
    this.write(0, -this.#count & 7);
  }

  /** Writes bytes at a byte boundary. */
  bytes(bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) {
      this.#push(bytes[i] as number);
    }
  }

  finish(): Uint8Array {
    this.align();
    return this.#bytes.slice(0, this.#size);
  }

  #push(byte: number): void {
    if (this.#size === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#size);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#size++] = byte;
  }
}
