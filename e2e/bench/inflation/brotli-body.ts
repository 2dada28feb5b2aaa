/** Writes the commands of a compressed Brotli meta-block. */
import { type Blocks, blockBases, blockBits, type MetaBlock, type Step } from "./brotli-meta-block.ts";

/** What the codes of a command insert and copy at least, and how many bits follow that say more: here 0. */
const insertBases = [
  0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 26, 34, 50, 66, 98, 130, 194, 322, 578, 1090, 2114, 6210, 22594,
];
const insertBits = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24];
const copyBases = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 22, 30, 38, 54, 70, 102, 134, 198, 326, 582, 1094, 2118];
const copyBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24];
const rows = [
  [0, 0],
  [0, 8],
  [0, 0],
  [0, 8],
  [8, 0],
  [8, 8],
  [0, 16],
  [16, 0],
  [8, 16],
  [16, 8],
  [16, 16],
] as const;
const firstWithDistance = 128;

/** Which of the last distances the first codes stand for, counted from the newest, and what to add to it. */
const shortAgo = [0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
const shortPlus = [0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3];

/** Writes the commands that are valid, and tracks the state of a decoder. */
export class BodyWriter {
  readonly parts: [value: number, width: number][] = [];
  hasWords = false;
  readonly #metaBlock: MetaBlock;
  readonly #content: number[];
  readonly #window: number;
  /** Newest first. */
  readonly #last: number[];
  readonly #literals: BlockCounter;
  readonly #commands: BlockCounter;
  readonly #distances: BlockCounter;

  constructor(metaBlock: MetaBlock, content: number[], window: number, last: number[]) {
    this.#metaBlock = metaBlock;
    this.#content = content;
    this.#window = window;
    this.#last = last;
    this.#literals = new BlockCounter(metaBlock.literalBlocks);
    this.#commands = new BlockCounter(metaBlock.commandBlocks);
    this.#distances = new BlockCounter(metaBlock.distanceBlocks);
  }

  write({ command, literal, distance: symbol, word }: Step): void {
    const [insertRow, copyRow] = rows[command >> 6] as (typeof rows)[number];
    const insertCode = insertRow + ((command >> 3) & 7);
    const copyCode = copyRow + (command & 7);
    const insert = insertBases[insertCode] as number;
    const copy = copyBases[copyCode] as number;
    const farthest = Math.min(this.#window, this.#content.length + insert);
    const hasDistance = command >= firstWithDistance;
    const isWord = word !== undefined && hasDistance && copy >= 4 && copy < 14 && farthest === this.#window;
    const { distance, rest, width, used } = isWord
      ? { ...distanceSymbol(farthest + 1 + word), distance: 0, used: 0 }
      : this.#distanceOf(hasDistance ? symbol : 0);
    if (!isWord && (distance <= 0 || distance > farthest)) {
      return;
    }
    this.#commands.next(this.parts);
    this.parts.push(this.#metaBlock.commands.partOf(command));
    this.parts.push([0, insertBits[insertCode] as number], [0, copyBits[copyCode] as number]);
    for (let left = insert; left > 0; left--) {
      this.#literals.next(this.parts);
      this.parts.push(this.#metaBlock.literals.partOf(literal));
      this.#content.push(literal);
    }
    if (hasDistance) {
      this.#distances.next(this.parts);
      const written = isWord ? distanceSymbol(farthest + 1 + (word as number)).symbol : symbol;
      this.parts.push(this.#metaBlock.distances.partOf(written), [rest, width]);
    }
    if (!isWord && used !== 0) {
      this.#last.unshift(distance);
      this.#last.pop();
    }
    this.hasWords ||= isWord;
    for (let left = copy; left > 0; left--) {
      this.#content.push(isWord ? 0 : (this.#content[this.#content.length - distance] as number));
    }
  }

  /** Returns the distance of a symbol whose extra bits are all 0. */
  #distanceOf(symbol: number): { distance: number; rest: number; width: number; used: number } {
    const { postfix, direct } = this.#metaBlock;
    const directCount = direct << postfix;
    if (symbol < 16) {
      const distance = (this.#last[shortAgo[symbol] as number] as number) + (shortPlus[symbol] as number);
      return { distance, rest: 0, width: 0, used: symbol };
    }
    if (symbol < 16 + directCount) {
      return { distance: symbol - 15, rest: 0, width: 0, used: symbol };
    }
    const code = symbol - 16 - directCount;
    const high = code >> postfix;
    const width = 1 + (high >> 1);
    const offset = (2 + (high & 1)) * 2 ** width - 4;
    const distance = offset * 2 ** postfix + (code & (2 ** postfix - 1)) + directCount + 1;
    return { distance, rest: 0, width, used: symbol };
  }
}

/** Counts the symbols left in a block. */
class BlockCounter {
  readonly #blocks: Blocks;
  #left: number;
  #turn = 0;

  constructor(blocks: Blocks) {
    this.#blocks = blocks;
    this.#left = blocks.types > 1 ? (blockBases[blocks.lengthCode.symbols[0] as number] as number) : Infinity;
  }

  /** Called before each symbol: switches to another block if none are left. */
  next(parts: [value: number, width: number][]): void {
    if (this.#left === 0) {
      const { typeCode, lengthCode } = this.#blocks;
      this.#turn++;
      const type = typeCode.symbols[this.#turn % typeCode.symbols.length] as number;
      const length = lengthCode.symbols[this.#turn % lengthCode.symbols.length] as number;
      parts.push(typeCode.partOf(type), lengthCode.partOf(length), [0, blockBits[length] as number]);
      this.#left = blockBases[length] as number;
    }
    this.#left--;
  }
}

/** Encodes a distance without postfix bits and direct codes. */
export function distanceSymbol(distance: number): { symbol: number; rest: number; width: number } {
  const value = distance + 3;
  const width = Math.floor(Math.log2(value)) - 1;
  return { symbol: 16 + 2 * (width - 1) + ((value >> width) & 1), rest: value & (2 ** width - 1), width };
}
