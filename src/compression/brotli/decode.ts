/**
 * Brotli's stream: meta-blocks, each with its own codes.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-9
 */
import { Output } from "../output.ts";
import { BitReader } from "./bits.ts";
import { BlockSwitch, readCount } from "./block-switch.ts";
import { contextTable } from "./contexts.ts";
import { dictionaryWord } from "./dictionary.ts";
import { DistanceReader } from "./distances.ts";
import { commandRows, copyLengths, firstCommandWithDistance, insertLengths } from "./lengths.ts";
import { type PrefixCode, readPrefixCode } from "./prefix-code.ts";

const corrupt = (): Error => new Error("the Brotli data is corrupt");

/** Decompresses one stream, and stops before more than `maxBytes` come out. */
export function brotliDecode(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const bits = new BitReader(bytes);
  const output = new Output(maxBytes);
  const stream: Stream = { bits, output, window: readWindow(bits), lastDistances: [16, 15, 11, 4] };
  let isLast = false;
  while (!isLast) {
    isLast = bits.read(1) === 1;
    if (isLast && bits.read(1) === 1) {
      break;
    }
    readMetaBlock(stream, isLast);
  }
  bits.align();
  if (!bits.isAtEnd) {
    throw new Error("there is more after the end of the Brotli data");
  }
  return output.finish();
}

interface Stream {
  bits: BitReader;
  output: Output;
  /** The largest distance. */
  window: number;
  /** The oldest first. */
  lastDistances: number[];
}

function readWindow(bits: BitReader): number {
  let log = 16;
  if (bits.read(1) === 1) {
    const high = bits.read(3);
    const low = high === 0 ? bits.read(3) : 0;
    if (low === 1) {
      throw new Error("the Brotli data has a window of a kind that is reserved");
    }
    log = high > 0 ? 17 + high : low > 0 ? 8 + low : 17;
  }
  return 2 ** log - 16;
}

function readMetaBlock(stream: Stream, isLast: boolean): void {
  const { bits, output } = stream;
  const nibbles = (bits.read(2) + 1) & 3;
  if (nibbles === 0) {
    skipMetadata(bits);
    return;
  }
  let size = 0;
  for (let i = 0; i < nibbles + 3; i++) {
    const nibble = bits.read(4);
    if (i > 3 && i === nibbles + 2 && nibble === 0) {
      throw corrupt();
    }
    size += nibble * 2 ** (4 * i);
  }
  size += 1;
  if (!isLast && bits.read(1) === 1) {
    bits.align();
    output.append(bits.take(size));
    return;
  }
  readCompressed(stream, output.size + size);
}

function skipMetadata(bits: BitReader): void {
  if (bits.read(1) !== 0) {
    throw corrupt();
  }
  const width = bits.read(2);
  let size = 0;
  for (let i = 0; i < width; i++) {
    const byte = bits.read(8);
    if (i > 0 && i === width - 1 && byte === 0) {
      throw corrupt();
    }
    size += byte * 256 ** i;
  }
  bits.align();
  bits.take(width > 0 ? size + 1 : 0);
}

/** Commands, until the output has come to `end`. */
function readCompressed(stream: Stream, end: number): void {
  const { bits, output } = stream;
  const literalBlocks = new BlockSwitch(bits);
  const commandBlocks = new BlockSwitch(bits);
  const distanceBlocks = new BlockSwitch(bits);
  const distances = new DistanceReader(bits, stream.lastDistances);
  const contexts = Array.from({ length: literalBlocks.types }, () => bits.read(2)).map(contextTable);
  const literalMap = readContextMap(bits, 64 * literalBlocks.types);
  const distanceMap = readContextMap(bits, 4 * distanceBlocks.types);
  const readCodes = (count: number, size: number): PrefixCode[] =>
    Array.from({ length: count }, () => readPrefixCode(bits, size));
  const literalCodes = readCodes(literalMap.codes, 256);
  const commandCodes = readCodes(commandBlocks.types, 704);
  const distanceCodes = readCodes(distanceMap.codes, distances.alphabetSize);

  const readLiterals = (count: number): void => {
    output.reserve(count);
    const { bytes } = output;
    let at = output.size;
    for (const stop = at + count; at < stop; at++) {
      const type = literalBlocks.next();
      const table = contexts[type] as Uint8Array;
      const context =
        (table[at > 0 ? (bytes[at - 1] as number) : 0] as number) |
        (table[256 + (at > 1 ? (bytes[at - 2] as number) : 0)] as number);
      const code = literalMap.map[64 * type + context] as number;
      bytes[at] = (literalCodes[code] as PrefixCode).read(bits);
    }
    output.size = at;
  };

  while (output.size < end) {
    const command = (commandCodes[commandBlocks.next()] as PrefixCode).read(bits);
    const row = commandRows[command >> 6] as (typeof commandRows)[number];
    const insertCode = row[0] + ((command >> 3) & 7);
    const copyCode = row[1] + (command & 7);
    const insert = (insertLengths.bases[insertCode] as number) + bits.read(insertLengths.bits[insertCode] as number);
    const copy = (copyLengths.bases[copyCode] as number) + bits.read(copyLengths.bits[copyCode] as number);
    if (output.size + insert > end) {
      throw corrupt();
    }
    readLiterals(insert);
    if (output.size === end) {
      break;
    }
    let code = 0;
    if (command >= firstCommandWithDistance) {
      const map = 4 * distanceBlocks.next() + Math.min(copy, 5) - 2;
      code = (distanceCodes[distanceMap.map[map] as number] as PrefixCode).read(bits);
    }
    const distance = distances.resolve(code);
    const farthest = Math.min(stream.window, output.size);
    if (distance <= farthest) {
      if (output.size + copy > end) {
        throw corrupt();
      }
      distances.remember(code, distance);
      output.repeat(distance, copy);
    } else {
      const word = dictionaryWord(copy, distance - farthest - 1, (packed) => brotliDecode(packed, 2 ** 17));
      if (!word || output.size + word.byteLength > end) {
        throw corrupt();
      }
      output.append(word);
    }
  }
}

/** Which code to use for each type of block and context. */
function readContextMap(bits: BitReader, size: number): { codes: number; map: Uint8Array } {
  const codes = readCount(bits);
  const map = new Uint8Array(size);
  if (codes === 1) {
    return { codes, map };
  }
  const longestRun = bits.read(1) === 1 ? bits.read(4) + 1 : 0;
  const code = readPrefixCode(bits, codes + longestRun);
  for (let i = 0; i < size; ) {
    const symbol = code.read(bits);
    if (symbol > longestRun) {
      map[i++] = symbol - longestRun;
    } else {
      i += 2 ** symbol + bits.read(symbol); // zeros
    }
    if (i > size) {
      throw corrupt();
    }
  }
  if (bits.read(1) === 1) {
    moveToFront(map);
  }
  return { codes, map };
}

/** Each number says how long ago its value was used. */
function moveToFront(map: Uint8Array): void {
  const recent = Array.from({ length: 256 }, (_, value) => value);
  map.forEach((index, i) => {
    const [value] = recent.splice(index, 1) as [number];
    recent.unshift(value);
    map[i] = value;
  });
}
