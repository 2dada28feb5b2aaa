/** Writes Brotli's prefix codes. */
import type { BitWriter } from "./bit-writer.ts";
import { Code, evenLengths } from "./code.ts";

/** The order of the lengths of the code for lengths, and the bits to write them with. */
const lengthOrder = [1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const lengthBits = [0, 7, 3, 2, 1, 15];
const lengthWidths = [2, 4, 3, 2, 2, 4];
const [repeatLast, repeatZero] = [16, 17];

/** Writes a code; up to four symbols are listed one by one, if possible. */
export function writeBrotliCode(bits: BitWriter, code: Code): void {
  const { symbols, lengths } = code;
  if (symbols.length > 4 || (symbols.length > 1 && code.isLong)) {
    writeLengths(bits, code);
    return;
  }
  bits.write(1, 2);
  bits.write(symbols.length - 1, 2);
  const lengthOf = (symbol: number): number => lengths[symbol] as number;
  const sorted = [...symbols].sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  for (const symbol of sorted) {
    bits.write(symbol, 32 - Math.clz32(lengths.length - 1));
  }
  if (symbols.length === 4) {
    bits.write(lengthOf(sorted[0] as number) === 1 ? 1 : 0, 1);
  }
}

function writeLengths(bits: BitWriter, { lengths, symbols, isPacked }: Code): void {
  const parts = lengthParts(lengths.slice(0, (symbols.at(-1) as number) + 1), isPacked);
  const used = [...new Set(parts.map(({ symbol }) => symbol))].sort((a, b) => a - b);
  const code = new Code(18, used, evenLengths(used.length));
  bits.write(0, 2);
  let space = 32;
  for (const symbol of lengthOrder) {
    if (space > 0) {
      const length = used.length === 1 && symbol === used[0] ? 5 : (code.lengths[symbol] as number);
      bits.write(lengthBits[length] as number, lengthWidths[length] as number);
      space -= length > 0 && used.length > 1 ? 32 >> length : 0;
    }
  }
  for (const { symbol, rest, width } of parts) {
    code.write(bits, symbol);
    bits.write(rest, width);
  }
}

interface Part {
  symbol: number;
  rest: number;
  width: number;
}

function lengthParts(lengths: readonly number[], isPacked: boolean): Part[] {
  const parts: Part[] = [];
  let last = 8;
  for (let start = 0, end = 0; start < lengths.length; start = end) {
    const length = lengths[start] as number;
    for (end = start + 1; end < lengths.length && lengths[end] === length; ) {
      end++;
    }
    let times = end - start;
    if (length > 0 && length !== last) {
      parts.push({ symbol: length, rest: 0, width: 0 });
      last = length;
      times--;
    }
    if (times >= 3 && isPacked) {
      parts.push(...repetitions(length > 0 ? repeatLast : repeatZero, times));
    } else {
      parts.push(...Array<Part>(times).fill({ symbol: length, rest: 0, width: 0 }));
    }
  }
  return parts;
}

/** Returns repetition symbols, each of which multiplies the count of the preceding ones. */
function repetitions(symbol: number, times: number): Part[] {
  const width = symbol - 14;
  const parts: Part[] = [];
  for (let left = times - 3; left >= 0; left = (left >> width) - 1) {
    parts.unshift({ symbol, rest: left & (2 ** width - 1), width });
  }
  return parts;
}
