/**
 * Huffman codes, with which zstd writes literals.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.2
 */
import { BitWriter, highBit } from "../bits.ts";
import { codeLengths } from "../code-lengths.ts";
import { BackwardBits, bitsAt } from "./bits.ts";
import { decodeTable, FseDecoder, FseEncoder, normalize, readDistribution, writeDistribution } from "./fse.ts";

/** The longest code. */
const maxBits = 11;
/** The weights' own table has 2^6 states at most. */
const maxWeightLog = 6;

/** Indexed by the next `bits` bits: a symbol, and how many of the bits are its own. */
export interface HuffmanTable {
  bits: number;
  symbols: Uint8Array;
  lengths: Uint8Array;
}

/** The table in front of literals, and where it ends. */
export function readHuffmanTable(bytes: Uint8Array, start: number): { table: HuffmanTable; end: number } {
  const header = bytes[start];
  if (header === undefined) {
    throw new Error("the zstd data is truncated");
  }
  const size = header < 128 ? header : (header - 126) >> 1;
  const end = start + 1 + size;
  if (end > bytes.byteLength) {
    throw new Error("the zstd data is truncated");
  }
  const body = bytes.subarray(start + 1, end);
  const weights =
    header < 128
      ? readWeights(body)
      : Array.from({ length: header - 127 }, (_, i) => ((body[i >> 1] as number) >> (i & 1 ? 0 : 4)) & 15);
  return { table: huffmanTable(weights), end };
}

function readWeights(bytes: Uint8Array): number[] {
  const { distribution, end } = readDistribution(bytes, 0, maxWeightLog, 16);
  const table = decodeTable(distribution);
  const bits = new BackwardBits(bytes.subarray(end));
  let [now, later] = [new FseDecoder(table, bits), new FseDecoder(table, bits)];
  const weights: number[] = [];
  while (bits.left >= 0 && weights.length < 255) {
    weights.push(now.symbol);
    now.next(bits);
    [now, later] = [later, now];
  }
  weights.push(now.symbol);
  if (bits.left >= 0 || weights.length > 255) {
    throw new Error("a Huffman table of the zstd data is corrupt");
  }
  return weights;
}

/** From the weights of all symbols but the last, whose weight follows from the others. */
function huffmanTable(weights: number[]): HuffmanTable {
  const sum = weights.reduce((total, weight) => total + (weight && 2 ** (weight - 1)), 0);
  const bits = highBit(sum) + 1;
  const rest = 2 ** bits - sum;
  if (sum === 0 || bits > maxBits || (rest & (rest - 1)) !== 0) {
    throw new Error("a Huffman table of the zstd data is corrupt");
  }
  const symbols = new Uint8Array(1 << bits);
  const lengths = new Uint8Array(1 << bits);
  layOut([...weights, highBit(rest) + 1], (symbol, weight, position) => {
    symbols.fill(symbol, position, position + 2 ** (weight - 1));
    lengths.fill(bits + 1 - weight, position, position + 2 ** (weight - 1));
  });
  return { bits, symbols, lengths };
}

/** The place of each symbol in a table: the rarest first. */
function layOut(weights: ArrayLike<number>, place: (symbol: number, weight: number, position: number) => void): void {
  let position = 0;
  for (let weight = 1; weight <= maxBits; weight++) {
    for (let symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] === weight) {
        place(symbol, weight, position);
        position += 2 ** (weight - 1);
      }
    }
  }
}

/** Fills `out` from one stream, which has to hold exactly as much. */
export function readHuffman(bytes: Uint8Array, { bits, symbols, lengths }: HuffmanTable, out: Uint8Array): void {
  let { left } = new BackwardBits(bytes);
  for (let i = 0; i < out.byteLength; i++) {
    const index = bitsAt(bytes, left - bits, bits);
    out[i] = symbols[index] as number;
    left -= lengths[index] as number;
    if (left < 0) {
      break;
    }
  }
  if (left !== 0) {
    throw new Error("the literals of the zstd data are corrupt");
  }
}

/** Literals for one stream or four, with their table; undefined if they would not become smaller. */
export function writeHuffman(literals: Uint8Array): { table: Uint8Array; streams: Uint8Array[] } | undefined {
  const counts = new Uint32Array(256);
  for (const byte of literals) {
    counts[byte] = (counts[byte] as number) + 1;
  }
  const weights = weigh(counts);
  const table = weights && writeWeights(weights.subarray(0, -1));
  if (!weights || !table) {
    return undefined;
  }
  const bits = highBit(weights.reduce((total, weight) => total + (weight && 2 ** (weight - 1)), 0));
  const codes = new Uint16Array(256);
  const lengths = new Uint8Array(256);
  layOut(weights, (symbol, weight, position) => {
    lengths[symbol] = bits + 1 - weight;
    codes[symbol] = position >> (weight - 1);
  });
  const part = literals.byteLength < 256 ? literals.byteLength : (literals.byteLength + 3) >> 2;
  const streams: Uint8Array[] = [];
  for (let start = 0; start < literals.byteLength; start += part) {
    const writer = new BitWriter();
    for (let i = Math.min(start + part, literals.byteLength) - 1; i >= start; i--) {
      const symbol = literals[i] as number;
      writer.write(codes[symbol] as number, lengths[symbol] as number);
    }
    streams.push(writer.finishMarked());
  }
  return { table, streams };
}

/** The weights of all symbols up to the last one; undefined if there are not at least two. */
function weigh(counts: Uint32Array): Uint8Array | undefined {
  const used = Array.from(counts.keys()).filter((symbol) => counts[symbol]);
  if (used.length < 2) {
    return undefined;
  }
  const lengths = codeLengths(
    used.map((symbol) => counts[symbol] as number),
    maxBits,
  );
  const longest = Math.max(...lengths);
  const weights = new Uint8Array((used.at(-1) as number) + 1);
  used.forEach((symbol, i) => {
    weights[symbol] = longest + 1 - (lengths[i] as number);
  });
  return weights;
}

/** Undefined if there is no way to write them. */
function writeWeights(weights: Uint8Array): Uint8Array | undefined {
  const packed = packWeights(weights);
  const size = packed?.byteLength ?? Infinity;
  const plainSize = (weights.byteLength + 1) >> 1;
  if (packed && size < 128 && (size < plainSize || weights.byteLength > 128)) {
    return Uint8Array.of(size, ...packed);
  }
  if (weights.byteLength > 128) {
    return undefined;
  }
  const plain = new Uint8Array(1 + plainSize);
  plain[0] = 127 + weights.byteLength;
  weights.forEach((weight, i) => {
    plain[1 + (i >> 1)] = (plain[1 + (i >> 1)] as number) | (weight << (i & 1 ? 0 : 4));
  });
  return plain;
}

function packWeights(weights: Uint8Array): Uint8Array | undefined {
  const counts = new Uint32Array(maxBits + 1);
  for (const weight of weights) {
    counts[weight] = (counts[weight] as number) + 1;
  }
  if (weights.byteLength < 2 || counts.filter((count) => count > 0).length < 2) {
    return undefined;
  }
  const distribution = normalize(counts, maxWeightLog);
  const head = new BitWriter();
  writeDistribution(head, distribution);
  const body = new BitWriter();
  const encoders = [new FseEncoder(distribution), new FseEncoder(distribution)] as const;
  for (let i = weights.byteLength - 1; i >= 0; i--) {
    encoders[i & 1 ? 1 : 0].write(body, weights[i] as number);
  }
  encoders[1].finish(body);
  encoders[0].finish(body);
  return Uint8Array.of(...head.finish(), ...body.finishMarked());
}
