/**
 * The table of one of the three values of sequences, which each block can change.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3.2.1.1
 */
import { DecodeTable } from "./decode-table.ts";
import type { DistributionReader } from "./fse.ts";
import type { SequenceCodes } from "./sequence-codes.ts";

/** Where a block gets its table from; from the one before in all other cases. */
const [predefined, oneSymbol, own] = [0, 1, 2];

const corrupt = (): Error => new Error("a block of the zstd data is corrupt");

/** Made when they are needed, once. */
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

  /** @param distribution to be used while a table is read */
  constructor(codes: SequenceCodes, distribution: DistributionReader) {
    this.codes = codes;
    this.#distribution = distribution;
  }

  /** Reads what a block says of its table, and gives the byte behind it, which is not behind `end`. */
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
