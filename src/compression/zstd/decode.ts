/**
 * zstd's frames, one after another.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3
 */
import { messageTooLarge } from "../../wire/message-limit.ts";
import { Output } from "../output.ts";
import { decodeBlock, FrameState, maxBlockBytes } from "./decode-block.ts";
import { xxh64Low } from "./xxh64.ts";

/** The first four bytes of a frame, as a number. */
export const frameMagic = 0xfd2fb528;

/** Decompresses all frames, and stops before more than `maxBytes` come out. */
export function zstdDecode(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const input = new Input(bytes);
  const output = new Output(maxBytes);
  do {
    const magic = input.number(4);
    if (magic === frameMagic) {
      decodeFrame(input, output, maxBytes);
    } else if (magic >= 0x184d2a50 && magic <= 0x184d2a5f) {
      input.take(input.number(4)); // to be skipped, says the specification
    } else {
      throw new Error("this is no zstd data");
    }
  } while (!input.isAtEnd);
  return output.finish();
}

class Input {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.byteLength;
  }

  take(count: number): Uint8Array {
    const start = this.#position;
    if (start + count > this.#bytes.byteLength) {
      throw new Error("the zstd data is truncated");
    }
    this.#position += count;
    return this.#bytes.subarray(start, start + count);
  }

  /** Little-endian, of so many bytes. */
  number(count: number): number {
    return this.take(count).reduceRight((number, byte) => number * 256 + byte, 0);
  }
}

function decodeFrame(input: Input, output: Output, maxBytes: number): void {
  const descriptor = input.number(1);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const hasChecksum = (descriptor & 4) !== 0;
  if ((descriptor & 8) !== 0) {
    throw new Error("the zstd data has a feature that is reserved");
  }
  let window = 0;
  if (!isSingleSegment) {
    const byte = input.number(1);
    window = 2 ** (10 + (byte >> 3)) * (1 + (byte & 7) / 8);
  }
  if (input.number([0, 1, 2, 4][descriptor & 3] as number) !== 0) {
    throw new Error("the zstd data needs a dictionary");
  }
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] as number;
  const declared = sizeBytes === 0 ? undefined : input.number(sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  if (declared !== undefined && output.size + declared > maxBytes) {
    throw messageTooLarge(maxBytes); // a hint only: what comes out is counted
  }
  if (isSingleSegment) {
    window = declared as number;
  }
  const start = output.size;
  decodeBlocks(input, output, window);
  const content = output.bytes.subarray(start, output.size);
  if (declared !== undefined && content.byteLength !== declared) {
    throw new Error("the zstd data has another size than it says");
  }
  if (hasChecksum && input.number(4) !== xxh64Low(content)) {
    throw new Error("the checksum of the zstd data is wrong");
  }
}

function decodeBlocks(input: Input, output: Output, window: number): void {
  const start = output.size;
  const state = new FrameState();
  const largest = Math.min(window, maxBlockBytes);
  let isLast = false;
  while (!isLast) {
    const header = input.number(3);
    const size = header >> 3;
    isLast = (header & 1) === 1;
    if (size > largest) {
      throw new Error("a block of the zstd data is too large");
    }
    switch ((header >> 1) & 3) {
      case 0:
        output.append(input.take(size));
        break;
      case 1:
        output.fill(input.number(1), size);
        break;
      case 2:
        decodeBlock(input.take(size), state, output, start, window);
        break;
      default:
        throw new Error("a block of the zstd data is of a kind that is reserved");
    }
  }
}
