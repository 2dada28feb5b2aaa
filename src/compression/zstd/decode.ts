/**
 * Decodes zstd data, which is a series of frames.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3
 */
import { messageTooLarge } from "../../wire/message-limit.ts";
import { Output } from "../output.ts";
import { blockKinds, maxBlockBytes } from "./blocks.ts";
import { BlockReader } from "./decode-block.ts";
import { xxh64Low } from "./xxh64.ts";

/** The first four bytes of a frame, as a number. */
const frameMagic = 0xfd2fb528;

/** The length of the dictionary ID, by two bits. */
const dictionaryBytes = [0, 1, 2, 4];

/** The range of magic numbers of skippable frames. */
const [firstSkippable, lastSkippable] = [0x184d2a50, 0x184d2a5f];

const corrupt = (what: string): Error => new Error(`the zstd data ${what}`);

/** Decompresses all frames. Stops before the output exceeds `maxBytes`. */
export function zstdDecode(bytes: Uint8Array, maxBytes: number, check?: () => void): Uint8Array {
  const input = new Input(bytes);
  const output = new Output(maxBytes, check);
  const blocks = new BlockReader(bytes, output);
  do {
    output.countBlock();
    const magic = input.number(4);
    if (magic === frameMagic) {
      decodeFrame(input, output, blocks, maxBytes);
    } else if (magic >= firstSkippable && magic <= lastSkippable) {
      input.skip(input.number(4));
    } else {
      throw new Error("not zstd data");
    }
  } while (input.position < bytes.byteLength);
  return output.finish();
}

class Input {
  readonly bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  skip(count: number): void {
    if (this.position + count > this.bytes.byteLength) {
      throw corrupt("is truncated");
    }
    this.position += count;
  }

  /** Reads `count` bytes as a little-endian number. */
  number(count: number): number {
    this.skip(count);
    let number = 0;
    for (let i = 1; i <= count; i++) {
      number = number * 256 + (this.bytes[this.position - i] as number);
    }
    return number;
  }
}

function decodeFrame(input: Input, output: Output, blocks: BlockReader, maxBytes: number): void {
  const descriptor = input.number(1);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const hasChecksum = (descriptor & 4) !== 0;
  if ((descriptor & 8) !== 0) {
    throw corrupt("has a reserved feature");
  }
  let window = 0;
  if (!isSingleSegment) {
    const byte = input.number(1);
    window = 2 ** (10 + (byte >> 3)) * (1 + (byte & 7) / 8);
  }
  if (input.number(dictionaryBytes[descriptor & 3] as number) !== 0) {
    throw corrupt("needs a dictionary");
  }
  const sizeBytes = descriptor >> 6 === 0 ? Number(isSingleSegment) : 1 << (descriptor >> 6);
  const declared = sizeBytes === 0 ? undefined : input.number(sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  if (declared !== undefined && output.size + declared > maxBytes) {
    throw messageTooLarge(maxBytes); // only a hint: the output is counted
  }
  const start = output.size;
  decodeBlocks(input, output, blocks, isSingleSegment ? (declared as number) : window);
  if (declared !== undefined && output.size - start !== declared) {
    throw corrupt("has another size than declared");
  }
  if (hasChecksum && input.number(4) !== xxh64Low(output.bytes, start, output.size, () => output.countBlock())) {
    throw corrupt("has a wrong checksum");
  }
}

function decodeBlocks(input: Input, output: Output, blocks: BlockReader, window: number): void {
  const largest = Math.min(window, maxBlockBytes);
  blocks.beginFrame(window, largest);
  let isLast = false;
  while (!isLast) {
    output.countBlock();
    const header = input.number(3);
    const size = header >> 3;
    isLast = (header & 1) === 1;
    if (size > largest) {
      throw corrupt("has a block that is too large");
    }
    const start = input.position;
    switch ((header >> 1) & 3) {
      case blockKinds.raw:
        input.skip(size);
        output.append(input.bytes, start, start + size);
        break;
      case blockKinds.repeat:
        output.fill(input.number(1), size);
        break;
      case blockKinds.compressed:
        input.skip(size);
        blocks.read(start, start + size);
        break;
      default:
        throw corrupt("has a reserved kind of block");
    }
  }
}
