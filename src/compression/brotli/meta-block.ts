/**
 * Decodes compressed meta-blocks: codes, and commands that insert and repeat bytes.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-9.2
 */
import type { BitReader } from "../bit-reader.ts";
import type { Output } from "../output.ts";
import { type LiteralContexts, PrefixCodes } from "../prefix-codes.ts";
import { BlockSwitch } from "./block-switch.ts";
import { ContextMap } from "./context-map.ts";
import { contextTable } from "./contexts.ts";
import { appendWord } from "./dictionary.ts";
import { DistanceReader, mostDistanceCodes } from "./distances.ts";
import { commands, firstCommandWithDistance } from "./lengths.ts";
import { PrefixCodeReader } from "./read-prefix-code.ts";

/** Alphabet sizes. */
const [literalSymbols, commandSymbols] = [256, 704];

const literalContexts = 64;
const distanceContexts = 4;

const tableBits = 8;

const corrupt = (): Error => new Error("the Brotli data is corrupt");

/** Reads all meta-blocks of a stream, and reuses its buffers. */
export class MetaBlockReader {
  readonly #bits: BitReader;
  readonly #output: Output;
  readonly #window: number;
  readonly #unpack: (bytes: Uint8Array) => Uint8Array;
  readonly #codeReader: PrefixCodeReader;
  readonly #literalBlocks: BlockSwitch;
  readonly #commandBlocks: BlockSwitch;
  readonly #distanceBlocks: BlockSwitch;
  readonly #distances: DistanceReader;
  readonly #modes = new Uint8Array(256);
  readonly #literalMap: ContextMap;
  readonly #distanceMap: ContextMap;
  readonly #contexts: LiteralContexts = { table: contextTable(0), map: new Uint8Array(0), first: 0 };
  readonly #literalCodes = new PrefixCodes(tableBits, literalSymbols);
  readonly #commandCodes = new PrefixCodes(tableBits, commandSymbols);
  readonly #distanceCodes = new PrefixCodes(tableBits, mostDistanceCodes);

  /**
   * @param window the largest distance
   * @param unpack decompresses the dictionary
   */
  constructor(bits: BitReader, output: Output, window: number, unpack: (bytes: Uint8Array) => Uint8Array) {
    this.#bits = bits;
    this.#output = output;
    this.#window = window;
    this.#unpack = unpack;
    this.#codeReader = new PrefixCodeReader(bits, commandSymbols);
    this.#literalBlocks = new BlockSwitch(bits, this.#codeReader);
    this.#commandBlocks = new BlockSwitch(bits, this.#codeReader);
    this.#distanceBlocks = new BlockSwitch(bits, this.#codeReader);
    this.#distances = new DistanceReader(bits);
    this.#literalMap = new ContextMap(bits, this.#codeReader);
    this.#distanceMap = new ContextMap(bits, this.#codeReader);
  }

  /** Appends the `size` bytes of the next meta-block. */
  read(size: number): void {
    this.#readHeader();
    const bits = this.#bits;
    const output = this.#output;
    const end = output.size + size;
    while (output.size < end) {
      if (this.#commandBlocks.left === 0) {
        this.#commandBlocks.next();
      }
      this.#commandBlocks.left--;
      const command = this.#commandCodes.read(this.#commandBlocks.type, bits);
      const insert = (commands.insertBases[command] as number) + bits.readMany(commands.insertBits[command] as number);
      const copy = (commands.copyBases[command] as number) + bits.readMany(commands.copyBits[command] as number);
      if (insert > end - output.size) {
        throw corrupt();
      }
      this.#insert(insert);
      if (output.size === end) {
        break;
      }
      this.#copy(copy, command >= firstCommandWithDistance ? this.#readDistance(copy) : 0, end);
    }
  }

  #readHeader(): void {
    const bits = this.#bits;
    this.#output.check();
    this.#literalBlocks.begin();
    this.#commandBlocks.begin();
    this.#distanceBlocks.begin();
    this.#distances.begin();
    for (let type = 0; type < this.#literalBlocks.types; type++) {
      this.#modes[type] = bits.read(2);
    }
    this.#literalMap.read(literalContexts * this.#literalBlocks.types);
    this.#distanceMap.read(distanceContexts * this.#distanceBlocks.types);
    this.#codeReader.readAll(this.#literalCodes, this.#literalMap.codes, literalSymbols);
    this.#codeReader.readAll(this.#commandCodes, this.#commandBlocks.types, commandSymbols);
    this.#codeReader.readAll(this.#distanceCodes, this.#distanceMap.codes, this.#distances.alphabetSize);
  }

  /** Inserts literals. */
  #insert(count: number): void {
    const blocks = this.#literalBlocks;
    for (let left = count; left > 0; ) {
      if (blocks.left === 0) {
        blocks.next();
      }
      const part = this.#output.room(Math.min(left, blocks.left));
      blocks.left -= part;
      left -= part;
      const contexts = this.#literalMap.codes > 1 ? this.#contextsOf(blocks.type) : undefined;
      const { bytes, size } = this.#output;
      this.#output.size = this.#literalCodes.readLiterals(this.#bits, bytes, size, size + part, contexts);
    }
  }

  #contextsOf(type: number): LiteralContexts {
    this.#contexts.table = contextTable(this.#modes[type] as number);
    this.#contexts.map = this.#literalMap.map;
    this.#contexts.first = literalContexts * type;
    return this.#contexts;
  }

  /** Reads the distance code of a copy. */
  #readDistance(copy: number): number {
    const blocks = this.#distanceBlocks;
    if (blocks.left === 0) {
      blocks.next();
    }
    blocks.left--;
    const code = this.#distanceMap.map[distanceContexts * blocks.type + Math.min(copy, 5) - 2] as number;
    return this.#distanceCodes.read(code, this.#bits);
  }

  #copy(count: number, code: number, end: number): void {
    const output = this.#output;
    const distance = this.#distances.resolve(code);
    const farthest = Math.min(this.#window, output.size);
    if (distance > farthest) {
      // Past the start of the output: a word in the dictionary.
      if (!appendWord(output, end, count, distance - farthest - 1, this.#unpack)) {
        throw corrupt();
      }
      return;
    }
    if (count > end - output.size) {
      throw corrupt();
    }
    this.#distances.remember(code, distance);
    output.repeat(distance, count);
  }
}
