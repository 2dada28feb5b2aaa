/**
 * Encodes one zstd frame.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1
 */
import { concatBytes } from "../../wire/concat-bytes.ts";
import { MatchFinder, type Sequence } from "../find-matches.ts";
import { blockKinds, maxBlockBytes } from "./blocks.ts";
import { encodeBlock } from "./encode-block.ts";
import { firstDistances, type LastDistances } from "./offsets.ts";

/** The largest distance, and what decoders must keep in memory; browsers accept at most 8 MiB. */
const windowLog = 21;

export function zstdEncode(bytes: Uint8Array, level: number): Uint8Array {
  const parts = [frameHeader(bytes.byteLength)];
  const finder = new MatchFinder(bytes, level, 2 ** windowLog);
  let last: LastDistances = [...firstDistances];
  let start = 0;
  do {
    const end = Math.min(start + maxBlockBytes, bytes.byteLength);
    const block = bytes.subarray(start, end);
    const isLast = end === bytes.byteLength;
    if (block.byteLength > 1 && block.every((byte) => byte === block[0])) {
      parts.push(blockHeader(blockKinds.repeat, block.byteLength, isLast), block.subarray(0, 1));
    } else {
      const next: LastDistances = [...last];
      const sequences = finder.find(start, end, last[0]);
      const packed = encodeBlock(literalsOf(block, sequences), sequences, next);
      if (packed.byteLength < block.byteLength) {
        parts.push(blockHeader(blockKinds.compressed, packed.byteLength, isLast), packed);
        last = next;
      } else {
        parts.push(blockHeader(blockKinds.raw, block.byteLength, isLast), block);
      }
    }
    start = end;
  } while (start < bytes.byteLength);
  return concatBytes(parts);
}

/** Includes the content size, so that decoders can reject content that is too large immediately. */
function frameHeader(size: number): Uint8Array {
  const isSmall = size <= 2 ** windowLog; // then the content itself is the window
  const [flag, width, value] =
    isSmall && size < 256 ? [0, 1, size] : size < 0x10100 ? [1, 2, size - 256] : [2, 4, size];
  const window = isSmall ? [] : [(windowLog - 10) << 3];
  const sizeBytes = Array.from({ length: width }, (_, i) => value >>> (8 * i));
  return Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, (flag << 6) | (isSmall ? 0x20 : 0), ...window, ...sizeBytes);
}

function blockHeader(kind: number, size: number, isLast: boolean): Uint8Array {
  const header = (isLast ? 1 : 0) | (kind << 1) | (size << 3);
  return Uint8Array.of(header, header >> 8, header >> 16);
}

function literalsOf(block: Uint8Array, sequences: Sequence[]): Uint8Array {
  const literals = new Uint8Array(block.byteLength);
  let size = 0;
  let position = 0;
  for (const { literalLength, matchLength } of sequences) {
    literals.set(block.subarray(position, position + literalLength), size);
    size += literalLength;
    position += literalLength + matchLength;
  }
  const rest = block.subarray(position);
  literals.set(rest, size);
  return literals.subarray(0, size + rest.byteLength);
}
