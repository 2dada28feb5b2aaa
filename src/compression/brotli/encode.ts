/**
 * Encodes a Brotli stream: matches, and one set of codes per meta-block. It uses neither the dictionary nor contexts,
 * which costs a few percent of size and saves most of the work.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-9
 */
import { BitWriter, highBit } from "../bits.ts";
import { MatchFinder, type Sequence } from "../find-matches.ts";
import { codeOfLength, commandRows, copyLengths, firstCommandWithDistance, insertLengths } from "./lengths.ts";
import { type CodeWriter, writePrefixCode } from "./write-prefix-code.ts";

/** Decoders keep 4 MiB. */
const windowLog = 22;
/** A power of two, less than the largest distance. */
const searchWindow = 2 ** (windowLog - 1);
/** How many bytes share a set of codes. */
const metaBlockBytes = 2 ** 18;

/** A command to be written. */
interface Command {
  literalStart: number;
  literalLength: number;
  matchLength: number;
  symbol: number;
  /** -1 if the command implies the distance, or needs none. */
  distanceCode: number;
  distanceBits: number;
  distanceRest: number;
}

/** The copy length of a command that only inserts; decoders never read it. */
const noMatchLength = 2;

export function brotliEncode(bytes: Uint8Array, effort: number): Uint8Array {
  const writer = new BitWriter();
  writer.write(1 | ((windowLog - 17) << 1), 4);
  const finder = new MatchFinder(bytes, effort, searchWindow);
  let last = [16, 15, 11, 4];
  for (let start = 0; start < bytes.byteLength; start += metaBlockBytes) {
    const end = Math.min(start + metaBlockBytes, bytes.byteLength);
    const before = writer.bitLength;
    const next = [...last];
    const sequences = finder.find(start, end, last[3] as number);
    writeCompressed(writer, bytes, end, commandsOf(sequences, start, end, next));
    if (writer.bitLength - before > 8 * (end - start) + 32) {
      writer.cutTo(before);
      writeHeader(writer, end - start);
      writer.write(1, 1); // uncompressed
      writer.align();
      writer.writeBytes(bytes.subarray(start, end));
    } else {
      last = next;
    }
  }
  writer.write(3, 2); // the last meta-block is empty
  return writer.finish();
}

/** Writes the header of a meta-block that is not the last one. */
function writeHeader(writer: BitWriter, size: number): void {
  const nibbles = size <= 2 ** 16 ? 4 : 5;
  writer.write((nibbles - 4) << 1, 3);
  writer.write(size - 1, 4 * nibbles);
}

function writeCompressed(writer: BitWriter, bytes: Uint8Array, end: number, commands: Command[]): void {
  const literalCounts = new Uint32Array(256);
  const commandCounts = new Uint32Array(704);
  const distanceCounts = new Uint32Array(64);
  let position = commands[0]?.literalStart ?? end;
  for (const { literalStart, literalLength, symbol, distanceCode } of commands) {
    for (position = literalStart; position < literalStart + literalLength; position++) {
      const byte = bytes[position] as number;
      literalCounts[byte] = (literalCounts[byte] as number) + 1;
    }
    commandCounts[symbol] = (commandCounts[symbol] as number) + 1;
    if (distanceCode >= 0) {
      distanceCounts[distanceCode] = (distanceCounts[distanceCode] as number) + 1;
    }
  }
  writeHeader(writer, end - (commands[0] as Command).literalStart);
  writer.write(0, 1); // compressed
  writer.write(0, 3); // one block type each
  writer.write(0, 6); // plain distances
  writer.write(0, 2); // the mode of the unused contexts
  writer.write(0, 2); // one code for all literals, and one for all distances
  const literals = writePrefixCode(writer, literalCounts);
  const symbols = writePrefixCode(writer, commandCounts);
  const distances = writePrefixCode(writer, distanceCounts);
  for (const command of commands) {
    writeCommand(writer, bytes, command, literals, symbols, distances);
  }
}

function writeCommand(
  writer: BitWriter,
  bytes: Uint8Array,
  command: Command,
  literals: CodeWriter,
  symbols: CodeWriter,
  distances: CodeWriter,
): void {
  const { literalStart, literalLength, matchLength, distanceCode } = command;
  symbols.write(writer, command.symbol);
  writeRest(writer, insertLengths, literalLength);
  writeRest(writer, copyLengths, matchLength);
  for (let i = literalStart; i < literalStart + literalLength; i++) {
    literals.write(writer, bytes[i] as number);
  }
  if (distanceCode >= 0) {
    distances.write(writer, distanceCode);
    writer.write(command.distanceRest, command.distanceBits);
  }
}

function writeRest(writer: BitWriter, codes: typeof insertLengths, length: number): void {
  const code = codeOfLength(codes, length);
  writer.write(length - (codes.bases[code] as number), codes.bits[code] as number);
}

/** Updates `last` for the next meta-block. */
function commandsOf(sequences: Sequence[], start: number, end: number, last: number[]): Command[] {
  const commands: Command[] = [];
  let position = start;
  for (const { literalLength, matchLength, distance } of sequences) {
    const { code, bits, rest } = distanceCodeOf(last, distance);
    const implied = code === 0 ? commandOf(literalLength, matchLength, true) : undefined;
    commands.push({
      literalStart: position,
      literalLength,
      matchLength,
      symbol: implied ?? (commandOf(literalLength, matchLength, false) as number),
      distanceCode: implied === undefined ? code : -1,
      distanceBits: bits,
      distanceRest: rest,
    });
    position += literalLength + matchLength;
  }
  if (position < end) {
    const literalLength = end - position;
    commands.push({
      literalStart: position,
      literalLength,
      matchLength: noMatchLength,
      symbol: commandOf(literalLength, noMatchLength, false) as number,
      distanceCode: -1,
      distanceBits: 0,
      distanceRest: 0,
    });
  }
  return commands;
}

/** Returns the command with these lengths; undefined if none implies the distance. */
function commandOf(insert: number, copy: number, impliesDistance: boolean): number | undefined {
  const insertCode = codeOfLength(insertLengths, insert);
  const copyCode = codeOfLength(copyLengths, copy);
  const firstRow = impliesDistance ? 0 : firstCommandWithDistance / 64;
  const row = commandRows.findIndex(
    ([fromInsert, fromCopy], index) =>
      index >= firstRow && fromInsert === (insertCode & ~7) && fromCopy === (copyCode & ~7),
  );
  const isThere = !impliesDistance || (row >= 0 && row < firstCommandWithDistance / 64);
  return isThere ? 64 * row + ((insertCode & 7) << 3) + (copyCode & 7) : undefined;
}

function distanceCodeOf(last: number[], distance: number): { code: number; bits: number; rest: number } {
  const at = last.lastIndexOf(distance);
  if (at !== 3) {
    last.shift();
    last.push(distance);
  }
  if (at >= 0) {
    return { code: 3 - at, bits: 0, rest: 0 };
  }
  const value = distance + 3;
  const bits = highBit(value) - 1;
  return { code: 16 + 2 * (bits - 1) + ((value >> bits) & 1), bits, rest: value & ((1 << bits) - 1) };
}
