/** Bits, written the lowest first. */

/** The position of the highest bit that is set; -1 for 0. */
export function highBit(value: number): number {
  return 31 - Math.clz32(value);
}

/** Collects bits, the lowest first. */
export class BitWriter {
  #bytes = new Uint8Array(256);
  #size = 0;
  #bits = 0;
  #count = 0;

  /** 24 bits at most. */
  write(value: number, count: number): void {
    this.#bits |= (value & ((1 << count) - 1)) << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#push(this.#bits & 0xff);
      this.#bits >>>= 8;
      this.#count -= 8;
    }
  }

  /** How many bits there are. */
  get bitLength(): number {
    return this.#size * 8 + this.#count;
  }

  /** Fills up the last byte with zeros. */
  align(): void {
    this.write(0, -this.#count & 7);
  }

  /** Whole bytes, from a byte boundary on. */
  writeBytes(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#push(byte);
    }
  }

  /** Takes back all that was written after the first `bitLength` bits. */
  cutTo(bitLength: number): void {
    this.#push(this.#bits);
    this.#size = Math.floor(bitLength / 8);
    this.#count = bitLength % 8;
    this.#bits = (this.#bytes[this.#size] ?? 0) & ((1 << this.#count) - 1);
  }

  /** The bytes, the last one filled up with zeros. */
  finish(): Uint8Array {
    if (this.#count > 0) {
      this.#push(this.#bits);
    }
    return this.#bytes.subarray(0, this.#size);
  }

  /** The bytes with a mark behind the last bit, for readers that go backwards. */
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
