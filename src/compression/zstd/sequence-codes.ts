/**
 * The codes of sequences: literal lengths, match lengths and offsets each become a code and extra bits.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1.3.2.1
 */
import type { Distribution } from "./fse.ts";

/** The codes of one kind of value. */
export interface SequenceCodes {
  /** The number of extra bits of each code. */
  bits: Uint8Array;
  /** The value of each code with all extra bits 0. */
  bases: Uint32Array;
  /** The largest table that a block may have. */
  maxLog: number;
  /** The table of blocks that do not define one. */
  predefined: Distribution;
}

function codes(first: number, bits: number[], maxLog: number, predefined: Omit<Distribution, "kinds">): SequenceCodes {
  const bases = new Uint32Array(bits.length);
  let base = first;
  bits.forEach((count, code) => {
    bases[code] = base;
    base += 2 ** count;
  });
  const kinds = predefined.counts.length;
  return { bits: Uint8Array.from(bits), bases, maxLog, predefined: { ...predefined, kinds } };
}

const repeat = (value: number, times: number): number[] => Array<number>(times).fill(value);

export const literalLengthCodes: SequenceCodes = /* @__PURE__ */ codes(
  0,
  [...repeat(0, 16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  9,
  {
    log: 6,
    counts: [4, 3, ...repeat(2, 11), 1, 1, 1, ...repeat(2, 9), 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
  },
);

export const matchLengthCodes: SequenceCodes = /* @__PURE__ */ codes(
  3,
  [...repeat(0, 32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  9,
  { log: 6, counts: [1, 4, 3, ...repeat(2, 6), ...repeat(1, 37), ...repeat(-1, 7)] },
);

/** The code of an offset is its number of extra bits. */
export const offsetCodes: SequenceCodes = /* @__PURE__ */ codes(
  1,
  Array.from({ length: 32 }, (_, code) => code),
  8,
  { log: 5, counts: [...repeat(1, 6), 2, 2, 2, ...repeat(1, 15), ...repeat(-1, 5)] },
);

/** Returns the code of a value. */
export function codeOf({ bases }: SequenceCodes, value: number): number {
  let code = bases.length - 1;
  while ((bases[code] as number) > value) {
    code--;
  }
  return code;
}
