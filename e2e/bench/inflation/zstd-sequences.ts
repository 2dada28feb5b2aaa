/** Writes the sequences of a zstd block. */
import { BitWriter } from "./bit-writer.ts";
import { type Choices, randomFrom } from "./choices.ts";
import { chooseDistribution, type Distribution, distributionBytes, type State, statesOf } from "./zstd-table.ts";

const repeat = (value: number, times: number): number[] => Array<number>(times).fill(value);

/** For each of the three values: the number of extra bits of each code, and its value if they are all 0. */
const kinds = [
  {
    name: "literal lengths",
    bits: [...repeat(0, 16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    first: 0,
    maxLog: 9,
    mostCodes: 28,
    predefined: {
      log: 6,
      counts: [4, 3, ...repeat(2, 11), 1, 1, 1, ...repeat(2, 9), 3, 2, ...repeat(1, 5), ...repeat(-1, 4)],
    },
  },
  {
    name: "offsets",
    bits: Array.from({ length: 32 }, (_, code) => code),
    first: 1,
    maxLog: 8,
    mostCodes: 18,
    predefined: { log: 5, counts: [...repeat(1, 6), 2, 2, 2, ...repeat(1, 15), ...repeat(-1, 5)] },
  },
  {
    name: "match lengths",
    bits: [...repeat(0, 32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    first: 3,
    maxLog: 9,
    mostCodes: 46,
    predefined: { log: 6, counts: [1, 4, 3, ...repeat(2, 6), ...repeat(1, 37), ...repeat(-1, 7)] },
  },
] as const;

/** The value of each code if its extra bits are all 0. */
const bases = kinds.map(({ bits, first }) => {
  let base = first as number;
  return bits.map((count) => {
    base += 2 ** count;
    return base - 2 ** count;
  });
});

type Table = { mode: "predefined" | "own"; distribution: Distribution } | { mode: "one symbol"; symbol: number };

export interface Sequences {
  count: number;
  tables: readonly Table[];
  seed: number;
  text: string;
}

export function chooseSequences(choices: Choices): Sequences {
  const tables = kinds.map((kind): Table => {
    const mode = choices.oneOf(["predefined", "own", "one symbol"] as const);
    if (mode === "one symbol") {
      return { mode, symbol: choices.below(choices.oneOf([3, kind.mostCodes])) };
    }
    const own = (): Distribution => chooseDistribution(choices, kind.maxLog, kind.mostCodes);
    return { mode, distribution: mode === "own" ? own() : kind.predefined };
  });
  const count = choices.between(0, choices.oneOf([1, 1, 10, 2000, 30000]));
  const modes = tables.map((table) => (table.mode === "own" ? `own ${table.distribution.log}` : table.mode));
  return { count, tables, seed: choices.below(2 ** 30), text: `${count} sequences (${modes.join(", ")})` };
}

/** The state of a decoder before the sequences. */
export interface Surroundings {
  content: number[];
  /** The start of the frame. */
  start: number;
  window: number;
  largest: number;
  literals: Uint8Array;
  /** Newest first. */
  last: [number, number, number];
}

/** Returns the section, and appends its content, including the remaining literals. */
export function writeSequences({ count, tables, seed }: Sequences, around: Surroundings): Uint8Array {
  const states = tables.map((table): State[] =>
    table.mode === "one symbol" ? [{ symbol: table.symbol, bits: 0, base: 0 }] : statesOf(table.distribution),
  ) as [State[], State[], State[]];
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const now = states.map((list) => below(list.length));
  // In decoding order; the states change before every sequence except the first.
  const parts = now.map((state, i): Part => [state, Math.log2(states[i as Kind].length)]);
  const block = new BlockContent(around);
  let written = 0;
  for (let change: Part[] = []; written < count; written++) {
    const codes = now.map((state, i) => states[i as Kind][state]?.symbol as number);
    if (!block.take(codes)) {
      break;
    }
    parts.push(...change, ...inOrder([1, 2, 0], (i): Part => [0, kinds[i].bits[codes[i] as number] as number]));
    change = inOrder([0, 2, 1], (i): Part => {
      const { bits, base } = states[i][now[i] as number] as State;
      const value = below(2 ** bits);
      now[i] = base + value;
      return [value, bits];
    });
  }
  block.finish();
  return written === 0 ? Uint8Array.of(0) : section(written, tables, parts);
}

type Kind = 0 | 1 | 2;
type Part = [value: number, width: number];

const inOrder = <T>(order: readonly Kind[], make: (kind: Kind) => T): T[] => order.map(make);

function section(count: number, tables: readonly Table[], parts: readonly Part[]): Uint8Array {
  const bits = new BitWriter();
  if (count < 128) {
    bits.bytes([count]);
  } else if (count < 0x7f00) {
    bits.bytes([128 + (count >> 8), count & 0xff]);
  } else {
    bits.bytes([255, (count - 0x7f00) & 0xff, (count - 0x7f00) >> 8]);
  }
  const modes = tables.map(({ mode }) => ["predefined", "one symbol", "own"].indexOf(mode)) as [number, number, number];
  bits.bytes([(modes[0] << 6) | (modes[1] << 4) | (modes[2] << 2)]);
  for (const table of tables) {
    bits.bytes(
      table.mode === "own" ? distributionBytes(table.distribution) : table.mode === "one symbol" ? [table.symbol] : [],
    );
  }
  for (const [value, width] of [...parts].reverse()) {
    bits.write(value, width);
  }
  bits.write(1, 1); // the marker where decoding starts
  return bits.finish();
}

/** The content of a block. */
class BlockContent {
  readonly #around: Surroundings;
  #used = 0;
  #size: number;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#size = around.literals.length;
  }

  /** Applies a sequence with these codes and extra bits of 0. Returns false if it is invalid. */
  take([literalCode, offsetCode, matchCode]: readonly number[]): boolean {
    const { content, start, window, largest, literals, last } = this.#around;
    const literalLength = bases[0]?.[literalCode as number] as number;
    const matchLength = bases[2]?.[matchCode as number] as number;
    const value = 2 ** (offsetCode as number);
    const index = value - 1 + (literalLength === 0 ? 1 : 0);
    const distance = value > 3 ? value - 3 : index === 3 ? last[0] - 1 : (last[index] as number);
    const before = content.length + literalLength - start;
    if (
      this.#used + literalLength > literals.length ||
      this.#size + matchLength > largest ||
      distance < 1 ||
      distance > Math.min(before, window)
    ) {
      return false;
    }
    if (value > 3 || index > 1) {
      last[2] = last[1];
    }
    if (value > 3 || index > 0) {
      last[1] = last[0];
    }
    last[0] = distance;
    this.#append(literalLength);
    for (let left = matchLength; left > 0; left--) {
      content.push(content[content.length - distance] as number);
    }
    this.#size += matchLength;
    return true;
  }

  /** Appends the remaining literals. */
  finish(): void {
    this.#append(this.#around.literals.length - this.#used);
  }

  #append(count: number): void {
    for (const byte of this.#around.literals.subarray(this.#used, this.#used + count)) {
      this.#around.content.push(byte);
    }
    this.#used += count;
  }
}
