/** Generates Brotli of all shapes, especially those that cost much time for little output. */
import { BitWriter } from "./bit-writer.ts";
import { BodyWriter, distanceSymbol } from "./brotli-body.ts";
import { type Blocks, blockBases, type ContextMap, type MetaBlock, writeHeader } from "./brotli-meta-block.ts";
import type { Choices } from "./choices.ts";
import { Code, chooseLengths, chooseSymbols } from "./code.ts";
import type { GeneratedInput } from "./generated-input.ts";

const windows = { 10: [0x21, 7], 16: [0, 1], 18: [0x3, 4], 22: [0xb, 4], 24: [0xf, 4] } as const;

/** Repeats meta-blocks of a few kinds until there are about `byteLength` bytes. */
export function brotliInput(choices: Choices, byteLength: number): GeneratedInput {
  const log = choices.oneOf([10, 16, 18, 22, 24] as const);
  const metaBlocks = Array.from({ length: choices.between(1, 3) }, () => chooseMetaBlock(choices, 2 ** log - 16));
  const writer = new StreamWriter(2 ** log - 16);
  const [value, width] = windows[log];
  writer.bits.write(value, width);
  let blocks = 0;
  do {
    for (const metaBlock of metaBlocks) {
      writer.write(metaBlock);
      blocks++;
    }
  } while (writer.bits.byteLength < byteLength && writer.content.length < byteLength * 64);
  writer.bits.write(3, 2);
  const bytes = writer.bits.finish();
  return {
    bytes,
    content: writer.hasWords ? undefined : Uint8Array.from(writer.content),
    frameEnds: [bytes.length],
    blocks,
    size: writer.content.length,
    text: `window ${log}: ${metaBlocks.map(describe).join("; ")}`,
  };
}

function chooseMetaBlock(choices: Choices, window: number): MetaBlock {
  const kind = choices.oneOf(["metadata", "plain", "compressed", "compressed", "compressed"] as const);
  const size = kind === "plain" ? choices.between(1, 1000) : choices.between(1, 300) - 1;
  const [literalBlocks, commandBlocks, distanceBlocks] = [chooseBlocks, chooseBlocks, chooseBlocks].map((choose) =>
    choose(choices),
  ) as [Blocks, Blocks, Blocks];
  const hasWords = window < 1024 && choices.once(2);
  const postfix = !hasWords && choices.once(3) ? choices.below(4) : 0;
  const direct = !hasWords && choices.once(3) ? choices.below(16) : 0;
  const word = choices.below(1024);
  const wordSymbol = hasWords ? distanceSymbol(window + 1 + word).symbol : 0;
  const literalMap = chooseMap(choices);
  const distanceMap = chooseMap(choices);
  const literals = chooseCode(choices, 256);
  const commands = chooseCode(choices, 704);
  const distances = chooseCode(choices, 16 + (direct << postfix) + (48 << postfix), hasWords ? [wordSymbol] : []);
  return {
    kind,
    size,
    literalBlocks,
    commandBlocks,
    distanceBlocks,
    postfix,
    direct,
    mode: choices.below(4),
    literalMap,
    distanceMap,
    literals,
    commands,
    distances,
    steps: Array.from({ length: choices.between(1, 12) }, () => ({
      command: choices.oneOf(commands.symbols),
      literal: choices.oneOf(literals.symbols),
      distance: choices.oneOf(distances.symbols),
      word: hasWords && choices.once(2) ? word : undefined,
    })),
    times: choices.between(1, choices.oneOf([1, 30, 5000])),
  };
}

function chooseCode(choices: Choices, size: number, needed: readonly number[] = []): Code {
  const count = choices.between(1, choices.oneOf([1, 4, size]));
  const symbols = chooseSymbols(choices, size, count, needed);
  const lengths = symbols.length === 1 ? [0] : chooseLengths(choices, symbols.length, 15);
  return new Code(size, symbols, lengths, { isLong: choices.once(3), isPacked: !choices.once(3) });
}

function chooseBlocks(choices: Choices): Blocks {
  const types = choices.once(2) ? choices.between(1, 256) : 1;
  return { types, typeCode: chooseCode(choices, types + 2), lengthCode: chooseCode(choices, blockBases.length) };
}

function chooseMap(choices: Choices): ContextMap {
  const codes = choices.once(2) ? choices.between(1, 256) : 1;
  const longestRun = choices.once(2) ? choices.below(17) : 0;
  return { codes, code: chooseCode(choices, codes + longestRun, [0]), longestRun, moves: choices.once(2) };
}

/** Writes meta-blocks, and tracks the state of a decoder. */
class StreamWriter {
  readonly bits = new BitWriter();
  readonly content: number[] = [];
  hasWords = false;
  readonly #window: number;
  #last = [4, 11, 15, 16];

  constructor(window: number) {
    this.#window = window;
  }

  write(metaBlock: MetaBlock): void {
    const { bits } = this;
    const { kind, size } = metaBlock;
    bits.write(0, 1); // not the last
    if (kind === "metadata") {
      bits.write(3, 3);
      const width = size === 0 ? 0 : size <= 256 ? 1 : 2;
      bits.write(width, 2);
      bits.write(size - 1, 8 * width);
      bits.align();
      bits.bytes(Array<number>(size).fill(7));
      return;
    }
    if (kind === "plain") {
      this.#writePlain(size);
      return;
    }
    this.#writeCompressed(metaBlock);
  }

  #writePlain(size: number): void {
    this.#writeSize(size);
    this.bits.write(1, 1);
    this.bits.align();
    const piece = Array.from({ length: size }, (_, i) => i & 0xff);
    this.bits.bytes(piece);
    this.content.push(...piece);
  }

  #writeSize(size: number): void {
    const nibbles = size <= 2 ** 16 ? 4 : size <= 2 ** 20 ? 5 : 6;
    this.bits.write(nibbles - 4, 2);
    this.bits.write(size - 1, 4 * nibbles);
  }

  #writeCompressed(metaBlock: MetaBlock): void {
    const start = this.content.length;
    const body = new BodyWriter(metaBlock, this.content, this.#window, this.#last);
    for (let left = metaBlock.times; left > 0 && this.content.length - start < 2 ** 18; left--) {
      for (const step of metaBlock.steps) {
        body.write(step);
      }
    }
    if (this.content.length === start) {
      this.#writePlain(1);
      return;
    }
    this.#writeSize(this.content.length - start);
    this.bits.write(0, 1); // compressed
    writeHeader(this.bits, metaBlock);
    for (const [value, width] of body.parts) {
      this.bits.write(value, width);
    }
    this.hasWords ||= body.hasWords;
  }
}

function describe({ kind, size, ...rest }: MetaBlock): string {
  if (kind !== "compressed") {
    return `${kind} ${size}`;
  }
  const { literalBlocks, commandBlocks, distanceBlocks, literalMap, distanceMap, mode, steps, times } = rest;
  const types = [literalBlocks, commandBlocks, distanceBlocks].map((blocks) => blocks.types).join("/");
  const maps = [literalMap, distanceMap].map((map) => `${map.codes}${map.moves ? " moved" : ""}`).join("/");
  const symbols = [rest.literals, rest.commands, rest.distances].map((code) => code.symbols.length).join("/");
  const words = steps.some(({ word }) => word !== undefined) ? " with words" : "";
  return `types ${types}, mode ${mode}, codes ${maps}, symbols ${symbols}, ${times} x ${steps.length} steps${words}`;
}
