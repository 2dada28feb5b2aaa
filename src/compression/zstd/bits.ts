/** Bits as zstd has most of them: read backwards. */
import { highBit } from "../bits.ts";

/** Bits from the bit `position` on, counted from the byte `start`; 24 at most. Behind the end there are zeros. */
export function bitsAt(bytes: Uint8Array, start: number, position: number, count: number): number {
  const index = start + (position >>> 3);
  const window =
    (bytes[index] as number) |
    ((bytes[index + 1] as number) << 8) |
    ((bytes[index + 2] as number) << 16) |
    ((bytes[index + 3] as number) << 24);
  return (window >>> (position & 7)) & ((1 << count) - 1);
}

/** The 32 bits in front of the bit `position`, counted from the byte `start`; fewer than eight of them are zeros. */
export function bitsBefore(view: DataView, start: number, position: number): number {
  return view.getUint32(Math.max(0, start + ((position + 7) >> 3) - 4), true) << (-position & 7);
}

/** How many bits there are from the byte `start` to the mark in front of the byte `end`: the highest bit that is set. */
export function markedBits(bytes: Uint8Array, start: number, end: number): number {
  const last = end > start ? (bytes[end - 1] as number) : 0;
  if (last === 0) {
    throw new Error("a bit stream of the zstd data has no end mark");
  }
  return (end - start) * 8 - 8 + highBit(last);
}

/** The value of the `count` bits in front of the bit `position`; 25 bits at most. */
export function valueBefore(view: DataView, start: number, position: number, count: number): number {
  return (bitsBefore(view, start, position) >>> 1) >>> (31 - count);
}

/** Reads from the last bit to the first. */
export class BackwardBits {
  readonly view: DataView;
  /** The first byte. */
  start = 0;
  /** How many bits are left; negative after more were read than there are, which then were any bits. */
  left = 0;
  readonly #bytes: Uint8Array;

  /** @param view of the same bytes. What is read must not begin before the fourth of them. */
  constructor(bytes: Uint8Array, view: DataView) {
    this.#bytes = bytes;
    this.view = view;
  }

  /** The bits from the byte `start` to the byte `end`. */
  begin(start: number, end: number): void {
    this.start = start;
    this.left = markedBits(this.#bytes, start, end);
  }

  /** 25 bits at most. */
  read(count: number): number {
    const value = valueBefore(this.view, this.start, this.left, count);
    this.left -= count;
    return value;
  }
}
