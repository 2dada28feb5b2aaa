/** Writes bits, lowest first. */

/** Returns the position of the highest set bit; -1 for 0. */
export function highBit(value: number): number {
  return 31 - Math.clz32(value);
}

/** Collects bits, lowest first. */
export class BitWriter {
  #bytes = new Uint8Array(256);
  #size = 0;
  #bits = 0;
  #count = 0;

  /** Writes at most 24 bits. */
  write(value: number, count: number): void {
    this.#bits |= (value & ((1 << count) - 1)) << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#push(this.#bits & 0xff);
      this.#bits >>>= 8;
      this.#count -= 8;
    }
  }

  /** The number of bits written. */
  get bitLength(): number {
    return this.#size * 8 + this.#count;
  }

  /** Pads the last byte with zeros. */
  align(): void {
    this.write(0, -this.#count & 7);
  }

  /** Writes whole bytes, if at a byte boundary. */
  writeBytes(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#push(byte);
    }
  }

  /** Discards everything written after the first `bitLength` bits. */
  cutTo(bitLength: number): void {
    this.#push(this.#bits);
    this.#size = Math.floor(bitLength / 8);
    this.#count = bitLength % 8;
    this.#bits = (this.#bytes[this.#size] ?? 0) & ((1 << this.#count) - 1);
  }

  /** Returns the bytes, the last one padded with zeros. */
  finish(): Uint8Array {
    if (this.#count > 0) {
      this.#push(this.#bits);
    }
    return this.#bytes.subarray(0, this.#size);
  }

  /** Returns the bytes with a marker after the last bit, for readers that go backwards. */
  finishMarked(): Uint8Array {
    this.write(1, 1);
    return this.finish();
  }

  #push(byte: number): void {
    if (this.#size === this.#bytes.byteLength) {
      const larger = new Uint8Array(2 * this.#size);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#size++] = byte;
  }
}
