/**
 * Writes prefix codes.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-3
 */
import { type BitWriter, highBit } from "../bits.ts";
import { codeLengths } from "../code-lengths.ts";
import { highestCodeLength, reverseBits } from "../prefix-codes.ts";
import { codeLengthOrder } from "./code-length-codes.ts";

/** The encoding of the lengths of length codes: bits by length, and how many. */
const lengthBits = [0, 7, 3, 2, 1, 15] as const;
const lengthBitCounts = [2, 4, 3, 2, 2, 4] as const;

/** Writes symbols with a code. */
export class CodeWriter {
  readonly #lengths: Uint8Array;
  readonly #codes: Uint16Array;

  /** If all lengths are 0, there is only one symbol, which needs no bits. */
  constructor(lengths: Uint8Array) {
    this.#lengths = lengths;
    this.#codes = new Uint16Array(lengths.byteLength);
    let code = 0;
    for (let length = 1; length <= highestCodeLength; length++) {
      code <<= 1;
      for (let symbol = lengths.indexOf(length); symbol >= 0; symbol = lengths.indexOf(length, symbol + 1)) {
        this.#codes[symbol] = reverseBits(code++, length);
      }
    }
  }

  write(writer: BitWriter, symbol: number): void {
    writer.write(this.#codes[symbol] as number, this.#lengths[symbol] as number);
  }
}

/** Chooses a code for symbols with these counts, and writes it. */
export function writePrefixCode(writer: BitWriter, counts: Uint32Array): CodeWriter {
  const used = Array.from(counts.keys()).filter((symbol) => counts[symbol]);
  const lengths = lengthsOf(counts, used, highestCodeLength);
  if (used.length > 4) {
    writeLengths(writer, lengths);
    return new CodeWriter(lengths);
  }
  const width = highBit(counts.length - 1) + 1;
  const symbols = used.length > 0 ? used : [0];
  symbols.sort((a, b) => (lengths[a] as number) - (lengths[b] as number) || a - b);
  writer.write(1, 2); // a list of symbols
  writer.write(symbols.length - 1, 2);
  for (const symbol of symbols) {
    writer.write(symbol, width);
  }
  if (symbols.length === 4) {
    writer.write(lengths[symbols[0] as number] === 1 ? 1 : 0, 1);
  }
  return new CodeWriter(lengths);
}

/** Returns the lengths of all codes; 0 for a symbol that does not occur, and for a single symbol. */
function lengthsOf(counts: Uint32Array, used: number[], longest: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  if (used.length > 1) {
    const found = codeLengths(
      used.map((symbol) => counts[symbol] as number),
      longest,
    );
    used.forEach((symbol, i) => {
      lengths[symbol] = found[i] as number;
    });
  }
  return lengths;
}

/** A length, or a repetition with its extra bits. */
interface LengthSymbol {
  code: number;
  rest: number;
}

function writeLengths(writer: BitWriter, lengths: Uint8Array): void {
  const symbols = lengthSymbols(lengths);
  const counts = new Uint32Array(18);
  for (const { code } of symbols) {
    counts[code] = (counts[code] as number) + 1;
  }
  const used = Array.from(counts.keys()).filter((code) => counts[code]);
  const codes = lengthsOf(counts, used, 5);
  const written = codeLengthOrder.map((code) => (used.length === 1 && code === used[0] ? 5 : (codes[code] as number)));
  const skipped = written[0] || written[1] ? 0 : written[2] ? 2 : 3;
  // A decoder stops when the code is complete; a code with one symbol never is.
  const end =
    used.length === 1 ? written.length : written.length - [...written].reverse().findIndex((length) => length > 0);
  writer.write(skipped, 2);
  for (const length of written.slice(skipped, end)) {
    writer.write(lengthBits[length] as number, lengthBitCounts[length] as number);
  }
  const code = new CodeWriter(codes);
  for (const symbol of symbols) {
    code.write(writer, symbol.code);
    writer.write(symbol.rest, symbol.code > highestCodeLength ? symbol.code - 14 : 0);
  }
}

/** Returns the length symbols, without trailing zeros: the code is complete by then. */
function lengthSymbols(lengths: Uint8Array): LengthSymbol[] {
  const symbols: LengthSymbol[] = [];
  let end = lengths.byteLength;
  while (lengths[end - 1] === 0) {
    end--;
  }
  let last = 8;
  for (let start = 0; start < end; ) {
    const length = lengths[start] as number;
    let stop = start + 1;
    while (stop < end && lengths[stop] === length) {
      stop++;
    }
    let times = stop - start;
    if (length > 0 && length !== last) {
      symbols.push({ code: length, rest: 0 });
      last = length;
      times--;
    }
    if (times < 3) {
      symbols.push(...Array.from({ length: times }, () => ({ code: length, rest: 0 })));
    } else {
      symbols.push(...repetitions(length === 0 ? 17 : 16, times));
    }
    start = stop;
  }
  return symbols;
}

/** Returns the codes for a repetition: each multiplies the effect of the previous ones. */
function repetitions(code: number, times: number): LengthSymbol[] {
  const width = code - 14;
  const symbols: LengthSymbol[] = [];
  for (let left = times - 3; left >= 0; left = (left >> width) - 1) {
    symbols.unshift({ code, rest: left & ((1 << width) - 1) });
  }
  return symbols;
}
