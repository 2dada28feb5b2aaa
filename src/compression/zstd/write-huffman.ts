/**
 * Encodes literals with Huffman codes.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-4.2
 */
import { BitWriter, highBit } from "../bits.ts";
import { codeLengths } from "../code-lengths.ts";
import { FseEncoder, normalize, writeDistribution } from "./fse.ts";
import { longestCode, longestWeightLog } from "./huffman.ts";

/** Returns the literals in one stream or four, with their table; undefined if that would not make them smaller. */
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

/** Returns the weights of all symbols up to the last one; undefined if there are fewer than two. */
function weigh(counts: Uint32Array): Uint8Array | undefined {
  const used = Array.from(counts.keys()).filter((symbol) => counts[symbol]);
  if (used.length < 2) {
    return undefined;
  }
  const lengths = codeLengths(
    used.map((symbol) => counts[symbol] as number),
    longestCode,
  );
  const longest = Math.max(...lengths);
  const weights = new Uint8Array((used.at(-1) as number) + 1);
  used.forEach((symbol, i) => {
    weights[symbol] = longest + 1 - (lengths[i] as number);
  });
  return weights;
}

/** Returns undefined if the weights cannot be encoded. */
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
  const counts = new Uint32Array(longestCode + 1);
  for (const weight of weights) {
    counts[weight] = (counts[weight] as number) + 1;
  }
  if (weights.byteLength < 2 || counts.filter((count) => count > 0).length < 2) {
    return undefined;
  }
  const distribution = normalize(counts, longestWeightLog);
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

/** Lays out the symbols in a table, rarest first. */
function layOut(weights: ArrayLike<number>, place: (symbol: number, weight: number, position: number) => void): void {
  let position = 0;
  for (let weight = 1; weight <= longestCode; weight++) {
    for (let symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] === weight) {
        place(symbol, weight, position);
        position += 2 ** (weight - 1);
      }
    }
  }
}
