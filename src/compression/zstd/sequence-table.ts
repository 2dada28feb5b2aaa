/**
 * The table for one of the three values of sequences, which each block can change.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3.2.1.1
 */
import { DecodeTable } from "./decode-table.ts";
import type { DistributionReader } from "./fse.ts";
import type { SequenceCodes } from "./sequence-codes.ts";

/** Where a block gets its table from; in all other cases, from the previous block. */
const [predefined, oneSymbol, own] = [0, 1, 2];

const corrupt = (): Error => new Error("a block in the zstd data is corrupt");

/** Created lazily, and only once. */
const predefinedTables = new Map<SequenceCodes, DecodeTable>();

function predefinedTable(codes: SequenceCodes): DecodeTable {
  let table = predefinedTables.get(codes);
  if (!table) {
    table = new DecodeTable(codes.predefined.log);
    table.fill(codes.predefined);
    predefinedTables.set(codes, table);
  }
  return table;
}

export class SequenceTable {
  readonly codes: SequenceCodes;
  /** The table in use; undefined at the start of a frame. */
  table: DecodeTable | undefined;
  readonly #distribution: DistributionReader;
  #own: DecodeTable | undefined;

  /** @param distribution used while a table is being read */
  constructor(codes: SequenceCodes, distribution: DistributionReader) {
    this.codes = codes;
    this.#distribution = distribution;
  }

  /** Reads the table of a block. Returns the index of the byte after it, which is at most `end`. */
  read(mode: number, bytes: Uint8Array, start: number, end: number): number {
    const { maxLog, bits } = this.codes;
    if (mode === predefined) {
      this.table = predefinedTable(this.codes);
      return start;
    }
    if (mode === oneSymbol) {
      const symbol = start < end ? (bytes[start] as number) : bits.length;
      if (symbol >= bits.length) {
        throw corrupt();
      }
      this.#makeOwn().repeat(symbol);
      return start + 1;
    }
    if (mode === own) {
      const stop = this.#distribution.read(bytes, start, end, maxLog, bits.length);
      this.#makeOwn().fill(this.#distribution);
      return stop;
    }
    if (!this.table) {
      throw corrupt();
    }
    return start;
  }

  #makeOwn(): DecodeTable {
    this.#own ??= new DecodeTable(this.codes.maxLog);
    this.table = this.#own;
    return this.#own;
  }
}
