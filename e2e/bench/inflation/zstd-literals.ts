/** Writes the literals of a zstd block. */
import { BitWriter } from "./bit-writer.ts";
import type { Choices } from "./choices.ts";
import { chooseLengths } from "./code.ts";

export interface Literals {
  kind: "plain" | "repeated" | "coded";
  size: number;
  fourStreams: boolean;
  /** The code length of each symbol. */
  lengths: readonly number[];
}

const longestCode = 11;
/** A single stream has a size of ten bits: this many literals always fit, whatever their code. */
const mostInOneStream = 650;

export function chooseLiterals(choices: Choices, largest: number): Literals {
  const fourStreams = choices.once(2);
  const kind = choices.oneOf(["plain", "repeated", "coded", "coded"] as const);
  const [least, most] =
    kind !== "coded" ? [0, largest] : fourStreams ? [6, largest] : [1, Math.min(largest, mostInOneStream)];
  return {
    kind,
    size: choices.between(least, choices.oneOf([least + 2, Math.min(most, 300), most])),
    fourStreams,
    lengths: chooseLengths(choices, choices.between(2, 128), longestCode),
  };
}

/** Returns the section and its content. `hasCode` omits the code and uses that of the preceding block. */
export function writeLiterals(literals: Literals, hasCode: boolean): { bytes: Uint8Array; content: Uint8Array } {
  const { kind, size, lengths } = literals;
  const bits = new BitWriter();
  const content = Uint8Array.from({ length: size }, (_, i) => (kind === "repeated" ? 7 : (i * 7) % lengths.length));
  if (kind !== "coded") {
    const format = size < 32 ? 0 : size < 4096 ? 1 : 3;
    bits.write(kind === "plain" ? 0 : 1, 2);
    bits.write(format, format === 0 ? 1 : 2);
    bits.write(size, { 0: 5, 1: 12, 3: 20 }[format] as number);
    bits.bytes(kind === "plain" ? content : [7]);
    return { bytes: bits.finish(), content };
  }
  const body = new BitWriter();
  if (!hasCode) {
    writeWeights(body, lengths);
  }
  writeStreams(body, literals, content);
  const packed = body.finish();
  const [format, width] = !literals.fourStreams
    ? [0, 10]
    : Math.max(size, packed.length) < 1024
      ? [1, 10]
      : Math.max(size, packed.length) < 2 ** 14
        ? [2, 14]
        : [3, 18];
  bits.write(hasCode ? 3 : 2, 2);
  bits.write(format, 2);
  bits.write(size, width);
  bits.write(packed.length, width);
  bits.bytes(packed);
  return { bytes: bits.finish(), content };
}

/** Writes the weights uncompressed, without the last, which follows from the others. */
function writeWeights(bits: BitWriter, lengths: readonly number[]): void {
  const longest = Math.max(...lengths);
  bits.write(127 + lengths.length - 1, 8);
  const weights = lengths.slice(0, -1).map((length) => longest + 1 - length);
  for (let i = 0; i < weights.length; i += 2) {
    bits.write(((weights[i] as number) << 4) | (weights[i + 1] ?? 0), 8);
  }
}

function writeStreams(bits: BitWriter, { lengths, fourStreams, size }: Literals, content: Uint8Array): void {
  const codes = codesOf(lengths);
  const part = fourStreams ? Math.ceil(size / 4) : size;
  const streams: Uint8Array[] = [];
  for (let i = 0; i < (fourStreams ? 4 : 1); i++) {
    const stream = new BitWriter();
    for (const symbol of content.slice(i * part, (i + 1) * part).reverse()) {
      stream.write(codes[symbol] as number, lengths[symbol] as number);
    }
    stream.write(1, 1);
    streams.push(stream.finish());
  }
  for (const { length } of streams.slice(0, -1)) {
    bits.write(length, 16);
  }
  for (const stream of streams) {
    bits.bytes(stream);
  }
}

/** The longest come first, from 0 on. */
function codesOf(lengths: readonly number[]): number[] {
  const longest = Math.max(...lengths);
  const codes: number[] = [];
  let place = 0;
  for (let length = longest; length > 0; length--) {
    lengths.forEach((own, symbol) => {
      if (own === length) {
        codes[symbol] = place >> (longest - length);
        place += 1 << (longest - length);
      }
    });
  }
  return codes;
}
