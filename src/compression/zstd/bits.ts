/** Reads bits backwards, as zstd mostly does. */
import { highBit } from "../bits.ts";

/**
 * Returns at most 24 bits starting at the bit `position`, counted from the byte `start`. Past the end they are zeros.
 */
export function bitsAt(bytes: Uint8Array, start: number, position: number, count: number): number {
  const index = start + (position >>> 3);
  const window =
    (bytes[index] as number) |
    ((bytes[index + 1] as number) << 8) |
    ((bytes[index + 2] as number) << 16) |
    ((bytes[index + 3] as number) << 24);
  return (window >>> (position & 7)) & ((1 << count) - 1);
}

/**
 * Returns 32 bits that end before the bit `position`, counted from the byte `start`; the lowest, fewer than eight, are
 * zeros.
 */
export function bitsBefore(view: DataView, start: number, position: number): number {
  return view.getUint32(Math.max(0, start + ((position + 7) >> 3) - 4), true) << (-position & 7);
}

/** Counts the bits from the byte `start` to the end marker before the byte `end`: the highest set bit. */
export function markedBits(bytes: Uint8Array, start: number, end: number): number {
  const last = end > start ? (bytes[end - 1] as number) : 0;
  if (last === 0) {
    throw new Error("a bit stream in the zstd data has no end marker");
  }
  return (end - start) * 8 - 8 + highBit(last);
}

/** Returns the value of the `count` bits before the bit `position`; at most 25 bits. */
export function valueBefore(view: DataView, start: number, position: number, count: number): number {
  return (bitsBefore(view, start, position) >>> 1) >>> (31 - count);
}

/** Reads from the last bit to the first. */
export class BackwardBits {
  readonly view: DataView;
  /** The index of the first byte. */
  start = 0;
  /** The number of bits left. Negative if too many were read, in which case the excess bits were arbitrary. */
  left = 0;
  readonly #bytes: Uint8Array;

  /** @param view a view of the same bytes. Reads must not start before the fourth of them. */
  constructor(bytes: Uint8Array, view: DataView) {
    this.#bytes = bytes;
    this.view = view;
  }

  /** Starts reading the bits from the byte `start` to the byte `end`. */
  begin(start: number, end: number): void {
    this.start = start;
    this.left = markedBits(this.#bytes, start, end);
  }

  /** Reads at most 25 bits. */
  read(count: number): number {
    const value = valueBefore(this.view, this.start, this.left, count);
    this.left -= count;
    return value;
  }
}
