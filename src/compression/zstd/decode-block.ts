/**
 * One compressed block: literals, and sequences that say where to put them and what to repeat.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3
 */

import type { Output } from "../output.ts";
import { BackwardBits } from "./bits.ts";
import { type DecodeTable, decodeTable, FseDecoder, readDistribution, repeatTable } from "./fse.ts";
import { type HuffmanTable, readHuffman, readHuffmanTable } from "./huffman.ts";
import { firstDistances, type LastDistances, resolveOffset } from "./offsets.ts";
import { literalLengthCodes, matchLengthCodes, offsetCodes, type SequenceCodes } from "./sequence-codes.ts";

/** The largest block, before and after decompression. */
export const maxBlockBytes = 128 * 1024;

const corrupt = (): Error => new Error("a block of the zstd data is corrupt");

/** What one block of a frame leaves to the next. */
export class FrameState {
  huffman: HuffmanTable | undefined;
  readonly tables: (DecodeTable | undefined)[] = [];
  readonly distances: LastDistances = [...firstDistances];
}

/** Appends what the block stands for. `start` is where its frame begins in the output: older bytes are not its own. */
export function decodeBlock(block: Uint8Array, state: FrameState, output: Output, start: number, window: number): void {
  const { literals, end } = readLiterals(block, state);
  const limit = output.size + maxBlockBytes;
  const first = block[end];
  if (first === undefined) {
    throw corrupt();
  }
  let position = end + 1;
  let count = first;
  if (first === 255) {
    count = byteAt(block, position) + byteAt(block, position + 1) * 256 + 0x7f00;
    position += 2;
  } else if (first > 127) {
    count = (first - 128) * 256 + byteAt(block, position);
    position += 1;
  }
  if (count === 0) {
    if (position !== block.byteLength) {
      throw corrupt();
    }
    output.append(literals);
    return;
  }
  const modes = byteAt(block, position++);
  if ((modes & 3) !== 0) {
    throw corrupt();
  }
  const tables = [literalLengthCodes, offsetCodes, matchLengthCodes].map((codes, i) => {
    const read = readTable(block, position, (modes >> (6 - 2 * i)) & 3, codes, state.tables[i]);
    position = read.end;
    state.tables[i] = read.table;
    return read.table;
  }) as [DecodeTable, DecodeTable, DecodeTable];
  const bits = new BackwardBits(block.subarray(position));
  const literalLengths = new FseDecoder(tables[0], bits);
  const offsets = new FseDecoder(tables[1], bits);
  const matchLengths = new FseDecoder(tables[2], bits);
  let used = 0;
  for (; count > 0; count--) {
    const offsetCode = offsets.symbol;
    const value = 2 ** offsetCode + bits.read(offsetCode);
    const matchLength = readValue(matchLengthCodes, matchLengths.symbol, bits);
    const literalLength = readValue(literalLengthCodes, literalLengths.symbol, bits);
    if (count > 1) {
      literalLengths.next(bits);
      matchLengths.next(bits);
      offsets.next(bits);
    }
    const distance = resolveOffset(state.distances, value, literalLength === 0);
    const end = used + literalLength;
    if (
      bits.left < 0 ||
      end > literals.byteLength ||
      output.size + literalLength + matchLength > limit ||
      distance === 0 ||
      distance > window ||
      distance > output.size + literalLength - start
    ) {
      throw corrupt();
    }
    output.append(literals.subarray(used, end));
    output.repeat(distance, matchLength);
    used = end;
  }
  if (bits.left !== 0 || output.size + literals.byteLength - used > limit) {
    throw corrupt();
  }
  output.append(literals.subarray(used));
}

function byteAt(bytes: Uint8Array, position: number): number {
  const byte = bytes[position];
  if (byte === undefined) {
    throw corrupt();
  }
  return byte;
}

function readValue(codes: SequenceCodes, code: number, bits: BackwardBits): number {
  return (codes.bases[code] as number) + bits.read(codes.bits[code] as number);
}

function readTable(
  block: Uint8Array,
  start: number,
  mode: number,
  codes: SequenceCodes,
  before: DecodeTable | undefined,
): { table: DecodeTable; end: number } {
  switch (mode) {
    case 0:
      return { table: decodeTable(codes.predefined), end: start };
    case 1: {
      const symbol = byteAt(block, start);
      if (symbol >= codes.bits.length) {
        throw corrupt();
      }
      return { table: repeatTable(symbol), end: start + 1 };
    }
    case 2: {
      const { distribution, end } = readDistribution(block, start, codes.maxLog, codes.bits.length);
      return { table: decodeTable(distribution), end };
    }
    default:
      if (!before) {
        throw corrupt();
      }
      return { table: before, end: start };
  }
}

function readLiterals(block: Uint8Array, state: FrameState): { literals: Uint8Array; end: number } {
  const first = byteAt(block, 0);
  const kind = first & 3;
  const format = (first >> 2) & 3;
  if (kind < 2) {
    const headerBytes = format === 1 ? 2 : format === 3 ? 3 : 1;
    const size =
      headerBytes === 1
        ? first >> 3
        : (first >> 4) + byteAt(block, 1) * 16 + (headerBytes === 3 ? byteAt(block, 2) * 4096 : 0);
    const end = headerBytes + (kind === 0 ? size : 1);
    if (size > maxBlockBytes || end > block.byteLength) {
      throw corrupt();
    }
    const literals =
      kind === 0 ? block.subarray(headerBytes, end) : new Uint8Array(size).fill(byteAt(block, headerBytes));
    return { literals, end };
  }
  const headerBytes = format < 2 ? 3 : format + 2;
  const width = format < 2 ? 10 : format === 2 ? 14 : 18;
  let header = 0;
  for (let i = headerBytes - 1; i >= 0; i--) {
    header = header * 256 + byteAt(block, i);
  }
  const size = Math.floor(header / 16) % 2 ** width;
  const end = headerBytes + Math.floor(header / 2 ** (4 + width));
  if (size > maxBlockBytes || end > block.byteLength) {
    throw corrupt();
  }
  let position = headerBytes;
  if (kind === 2) {
    const read = readHuffmanTable(block.subarray(0, end), position);
    state.huffman = read.table;
    position = read.end;
  }
  if (!state.huffman) {
    throw corrupt();
  }
  const literals = new Uint8Array(size);
  readStreams(block.subarray(position, end), state.huffman, literals, format !== 0);
  return { literals, end };
}

/** One stream, or four, of which the first three are as long as a table says. */
function readStreams(bytes: Uint8Array, table: HuffmanTable, literals: Uint8Array, four: boolean): void {
  if (!four) {
    readHuffman(bytes, table, literals);
    return;
  }
  const part = (literals.byteLength + 3) >> 2;
  let position = 6;
  for (let i = 0; i < 4; i++) {
    const end = i < 3 ? position + byteAt(bytes, 2 * i) + byteAt(bytes, 2 * i + 1) * 256 : bytes.byteLength;
    if (end > bytes.byteLength) {
      throw corrupt();
    }
    readHuffman(bytes.subarray(position, end), table, literals.subarray(part * i, i < 3 ? part * (i + 1) : undefined));
    position = end;
  }
}
