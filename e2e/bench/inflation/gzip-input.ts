/** Generates gzip of all shapes, especially those that cost much time for little output. */
import { BitWriter } from "./bit-writer.ts";
import type { Choices } from "./choices.ts";
import { Code, chooseLengths, chooseSymbols, evenLengths } from "./code.ts";
import type { GeneratedInput } from "./generated-input.ts";

const endOfBlock = 256;
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];

interface Block {
  kind: "stored" | "fixed" | "dynamic";
  /** The size of a stored block. */
  size: number;
  literals: Code;
  distances: Code;
  steps: readonly { symbol: number; distance: number }[];
  /** The number of times the steps are repeated. */
  times: number;
}

interface Member {
  extra: number;
  name: number;
  comment: number;
  hasChecksum: boolean;
  blocks: readonly Block[];
}

const fixedLiterals = new Code(
  288,
  Array.from({ length: 288 }, (_, i) => i),
  Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)),
);
const fixedDistances = new Code(
  32,
  Array.from({ length: 32 }, (_, i) => i),
  Array<number>(32).fill(5),
);

/** Repeats members of a few kinds until there are about `byteLength` bytes. */
export function gzipInput(choices: Choices, byteLength: number): GeneratedInput {
  const members = Array.from({ length: choices.between(1, 3) }, () => chooseMember(choices));
  const bits = new BitWriter();
  const content: number[] = [];
  let blocks = 0;
  const frameEnds: number[] = [];
  do {
    for (const member of members) {
      writeMember(bits, member, content);
      blocks += 1 + member.blocks.length;
      frameEnds.push(bits.byteLength);
    }
  } while (bits.byteLength < byteLength && content.length < byteLength * 64);
  const text = members.map(describe).join("; ");
  return { bytes: bits.finish(), content: Uint8Array.from(content), size: content.length, frameEnds, blocks, text };
}

function chooseMember(choices: Choices): Member {
  const size = (): number => (choices.once(4) ? choices.between(1, 2000) : 0);
  return {
    extra: size(),
    name: size(),
    comment: size(),
    hasChecksum: choices.once(6),
    blocks: Array.from({ length: choices.between(1, choices.oneOf([1, 4, 40])) }, () => chooseBlock(choices)),
  };
}

function chooseBlock(choices: Choices): Block {
  const kind = choices.oneOf(["stored", "fixed", "dynamic", "dynamic"] as const);
  let [literals, distances] = [fixedLiterals, fixedDistances];
  if (kind === "dynamic") {
    const symbols = chooseSymbols(choices, 286, choices.between(1, 286), [endOfBlock]);
    literals = new Code(286, symbols, chooseLengths(choices, symbols.length, 15), {
      isPacked: !choices.once(4),
    });
    const far = chooseSymbols(choices, 30, choices.between(1, 30), []);
    distances = new Code(30, far, chooseLengths(choices, far.length, 15));
  }
  const usable = literals.symbols.filter((symbol) => symbol !== endOfBlock && symbol < 286);
  return {
    kind,
    size: choices.between(1, choices.oneOf([1, 100, 5000])) - 1,
    literals,
    distances,
    steps: Array.from({ length: usable.length > 0 ? choices.between(1, 20) - 1 : 0 }, () => ({
      symbol: choices.oneOf(usable),
      distance: choices.oneOf(distances.symbols.filter((symbol) => symbol < 30)),
    })),
    times: choices.between(1, choices.oneOf([1, 20, 2000])),
  };
}

function writeMember(bits: BitWriter, member: Member, content: number[]): void {
  const flags =
    (member.hasChecksum ? 2 : 0) + (member.extra ? 4 : 0) + (member.name ? 8 : 0) + (member.comment ? 16 : 0);
  const header = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255];
  if (member.extra) {
    header.push(member.extra & 0xff, member.extra >> 8, ...Array<number>(member.extra).fill(7));
  }
  for (const size of [member.name, member.comment]) {
    if (size) {
      header.push(...Array<number>(size).fill(97), 0);
    }
  }
  bits.bytes(header);
  if (member.hasChecksum) {
    bits.write(crc32(header, 0) & 0xffff, 16);
  }
  const start = content.length;
  member.blocks.forEach((block, i) => {
    writeBlock(bits, block, i === member.blocks.length - 1, content, start);
  });
  bits.align();
  bits.write(crc32(content, start), 32);
  bits.write(content.length - start, 32);
}

function writeBlock(bits: BitWriter, block: Block, isLast: boolean, content: number[], start: number): void {
  bits.write(isLast ? 1 : 0, 1);
  bits.write({ stored: 0, fixed: 1, dynamic: 2 }[block.kind], 2);
  if (block.kind === "stored") {
    bits.align();
    bits.write(block.size, 16);
    bits.write(0xffff - block.size, 16);
    const piece = Array.from({ length: block.size }, (_, i) => i & 0xff);
    bits.bytes(piece);
    content.push(...piece);
    return;
  }
  if (block.kind === "dynamic") {
    writeCodes(bits, block);
  }
  for (let left = block.times; left > 0; left--) {
    for (const { symbol, distance } of block.steps) {
      writeStep(bits, block, symbol, distance, content, start);
    }
  }
  block.literals.write(bits, endOfBlock);
}

/** Writes a step; the extra bits of a symbol are all 0. */
function writeStep(
  bits: BitWriter,
  { literals, distances }: Block,
  symbol: number,
  distanceSymbol: number,
  content: number[],
  start: number,
): void {
  if (symbol < endOfBlock) {
    literals.write(bits, symbol);
    content.push(symbol);
    return;
  }
  const width = distanceSymbol < 4 ? 0 : (distanceSymbol >> 1) - 1;
  const distance = distanceSymbol < 4 ? distanceSymbol + 1 : ((2 + (distanceSymbol & 1)) << width) + 1;
  if (distance > content.length - start) {
    return;
  }
  literals.write(bits, symbol);
  bits.write(0, lengthBits[symbol - 257] as number);
  distances.write(bits, distanceSymbol);
  bits.write(0, width);
  for (let left = lengthBases[symbol - 257] as number; left > 0; left--) {
    content.push(content[content.length - distance] as number);
  }
}

function writeCodes(bits: BitWriter, { literals, distances }: Block): void {
  const [literalCount, distanceCount] = [literals, distances].map(({ symbols }) => (symbols.at(-1) as number) + 1) as [
    number,
    number,
  ];
  const count = Math.max(257, literalCount);
  const lengths = [...literals.lengths.slice(0, count), ...distances.lengths.slice(0, distanceCount)];
  const symbols = literals.isPacked
    ? packed(lengths)
    : lengths.map((length) => ({ symbol: length, rest: 0, width: 0 }));
  const used = [...new Set(symbols.map(({ symbol }) => symbol)), 0, 1].filter(
    (symbol, i, all) => all.indexOf(symbol) === i,
  );
  const sorted = used.sort((a, b) => a - b);
  const code = new Code(19, sorted, evenLengths(sorted.length));
  bits.write(count - 257, 5);
  bits.write(distanceCount - 1, 5);
  bits.write(15, 4);
  for (const symbol of lengthOrder) {
    bits.write(code.lengths[symbol] as number, 3);
  }
  for (const { symbol, rest, width } of symbols) {
    code.write(bits, symbol);
    bits.write(rest, width);
  }
}

function packed(lengths: readonly number[]): { symbol: number; rest: number; width: number }[] {
  const symbols: { symbol: number; rest: number; width: number }[] = [];
  for (let start = 0; start < lengths.length; ) {
    const length = lengths[start] as number;
    let end = start + 1;
    while (end < lengths.length && lengths[end] === length) {
      end++;
    }
    const times = end - start;
    if (length === 0 && times >= 11) {
      const count = Math.min(times, 138);
      symbols.push({ symbol: 18, rest: count - 11, width: 7 });
      start += count;
    } else if (length > 0 && times >= 4) {
      const count = Math.min(times - 1, 6);
      symbols.push({ symbol: length, rest: 0, width: 0 }, { symbol: 16, rest: count - 3, width: 2 });
      start += count + 1;
    } else {
      symbols.push({ symbol: length, rest: 0, width: 0 });
      start++;
    }
  }
  return symbols;
}

function crc32(bytes: readonly number[], start: number): number {
  let crc = -1;
  for (let i = start; i < bytes.length; i++) {
    crc ^= bytes[i] as number;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc >>> 0;
}

function describe({ extra, name, comment, hasChecksum, blocks }: Member): string {
  const header = Object.entries({ extra, name, comment, hasChecksum }).filter(([, value]) => value);
  const parts = blocks.map(({ kind, size, literals, distances, steps, times }) => {
    const codes = kind === "dynamic" ? ` ${literals.symbols.length}+${distances.symbols.length} symbols` : "";
    return kind === "stored" ? `stored ${size}` : `${kind}${codes} ${times} x ${steps.length} steps`;
  });
  return [...header.map(([key, value]) => `${key} ${value}`), ...new Set(parts)].join(", ");
}
