/** A compressed Brotli meta-block: its parts, and its header. */
import type { BitWriter } from "./bit-writer.ts";
import { writeBrotliCode } from "./brotli-code.ts";
import type { Code } from "./code.ts";

/** The block switches, context maps, code groups and steps of a meta-block. */
export interface Blocks {
  types: number;
  typeCode: Code;
  /** The first symbol is for the first block. */
  lengthCode: Code;
}

export interface ContextMap {
  codes: number;
  /** Symbols of the map, in turn. */
  code: Code;
  longestRun: number;
  moves: boolean;
}

export interface Step {
  command: number;
  literal: number;
  distance: number;
  /** A dictionary word instead of a copy, with a transform that keeps its length. */
  word: number | undefined;
}

export interface MetaBlock {
  kind: "metadata" | "plain" | "compressed";
  size: number;
  literalBlocks: Blocks;
  commandBlocks: Blocks;
  distanceBlocks: Blocks;
  postfix: number;
  direct: number;
  mode: number;
  literalMap: ContextMap;
  distanceMap: ContextMap;
  literals: Code;
  commands: Code;
  distances: Code;
  steps: readonly Step[];
  times: number;
}

/** How long blocks are at least, and how many bits follow that say more. */
export const blockBases = [
  1, 5, 9, 13, 17, 25, 33, 41, 49, 65, 81, 97, 113, 145, 177, 209, 241, 305, 369, 497, 753, 1265,
];
export const blockBits = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10];

export function writeHeader(bits: BitWriter, metaBlock: MetaBlock): void {
  const { literalBlocks, commandBlocks, distanceBlocks, literalMap, distanceMap } = metaBlock;
  for (const blocks of [literalBlocks, commandBlocks, distanceBlocks]) {
    writeCount(bits, blocks.types);
    if (blocks.types > 1) {
      writeBrotliCode(bits, blocks.typeCode);
      writeBrotliCode(bits, blocks.lengthCode);
      const first = blocks.lengthCode.symbols[0] as number;
      blocks.lengthCode.write(bits, first);
      bits.write(0, blockBits[first] as number);
    }
  }
  bits.write(metaBlock.postfix, 2);
  bits.write(metaBlock.direct, 4);
  for (let type = 0; type < literalBlocks.types; type++) {
    bits.write(metaBlock.mode, 2);
  }
  writeMap(bits, literalMap, 64 * literalBlocks.types);
  writeMap(bits, distanceMap, 4 * distanceBlocks.types);
  const groups = [
    [literalMap.codes, metaBlock.literals],
    [commandBlocks.types, metaBlock.commands],
    [distanceMap.codes, metaBlock.distances],
  ] as const;
  for (const [count, code] of groups) {
    for (let i = 0; i < count; i++) {
      writeBrotliCode(bits, code);
    }
  }
}

/** From 1 to 256. */
function writeCount(bits: BitWriter, count: number): void {
  if (count === 1) {
    bits.write(0, 1);
    return;
  }
  const width = Math.floor(Math.log2(count - 1));
  bits.write(1, 1);
  bits.write(width, 3);
  bits.write(count - 1 - 2 ** width, width);
}

function writeMap(bits: BitWriter, { codes, code, longestRun, moves }: ContextMap, size: number): void {
  writeCount(bits, codes);
  if (codes === 1) {
    return;
  }
  bits.write(longestRun > 0 ? 1 : 0, 1);
  bits.write(longestRun - 1, longestRun > 0 ? 4 : 0);
  writeBrotliCode(bits, code);
  for (let i = 0, turn = 0; i < size; turn++) {
    const symbol = code.symbols[turn % code.symbols.length] as number;
    const fits = symbol > longestRun || i + 2 ** symbol <= size;
    const chosen = fits ? symbol : 0;
    code.write(bits, chosen);
    bits.write(0, chosen > longestRun ? 0 : chosen);
    i += chosen > longestRun ? 1 : 2 ** chosen;
  }
  bits.write(moves ? 1 : 0, 1);
}
