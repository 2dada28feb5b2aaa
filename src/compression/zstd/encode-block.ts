/**
 * Encodes one compressed block.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3
 */
import { concatBytes } from "../../wire/concat-bytes.ts";
import { BitWriter } from "../bits.ts";
import type { Sequence } from "../find-matches.ts";
import { costBits, type Distribution, FseEncoder, normalize, writeDistribution } from "./fse.ts";
import { type LastDistances, offsetValue } from "./offsets.ts";
import { codeOf, literalLengthCodes, matchLengthCodes, offsetCodes, type SequenceCodes } from "./sequence-codes.ts";
import { writeHuffman } from "./write-huffman.ts";

/** `literals` are all of the block's literals; `last` is updated for the next block. */
export function encodeBlock(literals: Uint8Array, sequences: Sequence[], last: LastDistances): Uint8Array {
  return concatBytes([...writeLiterals(literals), ...writeSequences(sequences, last)]);
}

function writeLiterals(literals: Uint8Array): Uint8Array[] {
  const size = literals.byteLength;
  if (size > 8 && literals.every((byte) => byte === literals[0])) {
    return [plainHeader(1, size), literals.subarray(0, 1)];
  }
  const packed = size > 32 ? writeHuffman(literals) : undefined;
  if (packed) {
    const { table, streams } = packed;
    const jumps = new Uint8Array(streams.length > 1 ? 6 : 0);
    streams.slice(0, -1).forEach(({ byteLength }, i) => {
      jumps[2 * i] = byteLength;
      jumps[2 * i + 1] = byteLength >> 8;
    });
    const body = concatBytes([table, jumps, ...streams]);
    if (body.byteLength + 4 < size) {
      return [packedHeader(size, body.byteLength, streams.length > 1), body];
    }
  }
  return [plainHeader(0, size), literals];
}

/** Returns the header of raw literals (kind 0), or of a repeated one (kind 1). */
function plainHeader(kind: number, size: number): Uint8Array {
  if (size < 32) {
    return Uint8Array.of(kind | (size << 3));
  }
  return size < 4096
    ? Uint8Array.of(kind | 4 | (size << 4), size >> 4)
    : Uint8Array.of(kind | 12 | (size << 4), size >> 4, size >> 12);
}

function packedHeader(size: number, packedSize: number, isFourStreams: boolean): Uint8Array {
  const format = !isFourStreams ? 0 : size < 2 ** 10 ? 1 : size < 2 ** 14 ? 2 : 3;
  const width = [10, 10, 14, 18][format] as number;
  const header = 2 + format * 4 + size * 16 + packedSize * 2 ** (4 + width);
  return Uint8Array.from({ length: (4 + 2 * width) / 8 }, (_, i) => Math.floor(header / 256 ** i));
}

function writeSequences(sequences: Sequence[], last: LastDistances): Uint8Array[] {
  const count = sequences.length;
  const values = {
    literals: sequences.map(({ literalLength }) => literalLength),
    matches: sequences.map(({ matchLength }) => matchLength),
    offsets: sequences.map(({ distance, literalLength }) => offsetValue(last, distance, literalLength === 0)),
  };
  if (count === 0) {
    return [Uint8Array.of(0)];
  }
  const literals = new Column(literalLengthCodes, values.literals);
  const offsets = new Column(offsetCodes, values.offsets);
  const matches = new Column(matchLengthCodes, values.matches);
  const bits = new BitWriter();
  for (let i = count - 1; i >= 0; i--) {
    // What is read first is written last.
    offsets.writeState(bits, i);
    matches.writeState(bits, i);
    literals.writeState(bits, i);
    literals.writeRest(bits, i);
    matches.writeRest(bits, i);
    offsets.writeRest(bits, i);
  }
  matches.finish(bits);
  offsets.finish(bits);
  literals.finish(bits);
  return [
    countBytes(count),
    Uint8Array.of((literals.mode << 6) | (offsets.mode << 4) | (matches.mode << 2)),
    literals.table,
    offsets.table,
    matches.table,
    bits.finishMarked(),
  ];
}

function countBytes(count: number): Uint8Array {
  if (count < 128) {
    return Uint8Array.of(count);
  }
  return count < 0x7f00
    ? Uint8Array.of(128 + (count >> 8), count)
    : Uint8Array.of(255, count - 0x7f00, (count - 0x7f00) >> 8);
}

/** One of the three values of all sequences, with the best table for them. */
class Column {
  readonly mode: number;
  readonly table: Uint8Array;
  readonly #codes: SequenceCodes;
  readonly #values: number[];
  readonly #symbols: number[];
  readonly #encoder: FseEncoder | undefined;

  constructor(codes: SequenceCodes, values: number[]) {
    this.#codes = codes;
    this.#values = values;
    this.#symbols = values.map((value) => codeOf(codes, value));
    const counts = new Uint32Array(codes.bits.length);
    for (const symbol of this.#symbols) {
      counts[symbol] = (counts[symbol] as number) + 1;
    }
    const first = this.#symbols[0] as number;
    if (values.length > 2 && counts[first] === values.length) {
      this.mode = 1;
      this.table = Uint8Array.of(first);
      return;
    }
    const own = values.length > 16 ? ownTable(counts, codes) : undefined;
    this.mode = own ? 2 : 0;
    this.table = own?.bytes ?? new Uint8Array(0);
    this.#encoder = new FseEncoder(own?.distribution ?? codes.predefined);
  }

  writeState(bits: BitWriter, index: number): void {
    this.#encoder?.write(bits, this.#symbols[index] as number);
  }

  writeRest(bits: BitWriter, index: number): void {
    const symbol = this.#symbols[index] as number;
    const rest = (this.#values[index] as number) - (this.#codes.bases[symbol] as number);
    bits.write(rest, this.#codes.bits[symbol] as number);
  }

  finish(bits: BitWriter): void {
    this.#encoder?.finish(bits);
  }
}

/** Returns a table made for the values, if that pays. */
function ownTable(
  counts: Uint32Array,
  { maxLog, predefined }: SequenceCodes,
): { distribution: Distribution; bytes: Uint8Array } | undefined {
  const distribution = normalize(counts, maxLog);
  const writer = new BitWriter();
  writeDistribution(writer, distribution);
  const bytes = writer.finish();
  const isCheaper = bytes.byteLength * 8 + costBits(counts, distribution) < costBits(counts, predefined);
  return isCheaper ? { distribution, bytes } : undefined;
}
