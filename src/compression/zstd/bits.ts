/** Bits as zstd has most of them: read backwards. */
import { highBit } from "../bits.ts";

/** Bits of `bytes` that begin at the bit `position`, 24 at most; what lies before the first byte is 0. */
export function bitsAt(bytes: Uint8Array, position: number, count: number): number {
  if (position < 0) {
    return count + position > 0 ? bitsAt(bytes, 0, count + position) << -position : 0;
  }
  const index = position >>> 3;
  const window =
    (bytes[index] as number) |
    ((bytes[index + 1] as number) << 8) |
    ((bytes[index + 2] as number) << 16) |
    ((bytes[index + 3] as number) << 24);
  return (window >>> (position & 7)) & ((1 << count) - 1);
}

/** Reads from the last bit to the first. The highest bit that is set only marks the end. */
export class BackwardBits {
  readonly #bytes: Uint8Array;
  /** How many bits are left; negative after more were read than there are. */
  left: number;

  constructor(bytes: Uint8Array) {
    const last = bytes.at(-1);
    if (!last) {
      throw new Error("a bit stream of the zstd data has no end mark");
    }
    this.#bytes = bytes;
    this.left = bytes.byteLength * 8 - 8 + highBit(last);
  }

  read(count: number): number {
    if (count > 24) {
      const high = this.read(count - 16);
      return high * 2 ** 16 + this.read(16);
    }
    this.left -= count;
    return bitsAt(this.#bytes, this.left, count);
  }
}
