/**
 * The codes for lengths: literals to insert, bytes to copy, and symbols in a block.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-5
 */

export interface LengthCodes {
  /** The number of extra bits of each code. */
  bits: readonly number[];
  /** The length of each code with all extra bits 0. */
  bases: readonly number[];
}

function lengthCodes(first: number, bits: readonly number[]): LengthCodes {
  let base = first;
  const bases = bits.map((count) => {
    base += 2 ** count;
    return base - 2 ** count;
  });
  return { bits, bases };
}

export const insertLengths = /* @__PURE__ */ lengthCodes(
  0,
  [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24],
);

export const copyLengths = /* @__PURE__ */ lengthCodes(
  2,
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24],
);

export const blockLengths = /* @__PURE__ */ lengthCodes(
  1,
  [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24],
);

/** Returns the code of a length. */
export function codeOfLength({ bases }: LengthCodes, length: number): number {
  let code = bases.length - 1;
  while ((bases[code] as number) > length) {
    code--;
  }
  return code;
}

/**
 * The first insert code and the first copy code of each row of 64 commands: a command combines one of eight insert
 * codes with one of eight copy codes. The first two rows implicitly repeat the last distance.
 */
export const commandRows: readonly (readonly [insert: number, copy: number])[] = [
  [0, 0],
  [0, 8],
  [0, 0],
  [0, 8],
  [8, 0],
  [8, 8],
  [0, 16],
  [16, 0],
  [8, 16],
  [16, 8],
  [16, 16],
];

/** Commands below this one repeat the last distance. */
export const firstCommandWithDistance = 128;

/** The insert and copy codes of each command, in order. */
export const commands = /* @__PURE__ */ (() => {
  const codes = Array.from({ length: 64 * commandRows.length }, (_, command) => {
    const [insert, copy] = commandRows[command >> 6] as (typeof commandRows)[number];
    return { insert: insert + ((command >> 3) & 7), copy: copy + (command & 7) };
  });
  return {
    insertBases: Uint16Array.from(codes, ({ insert }) => insertLengths.bases[insert] as number),
    insertBits: Uint8Array.from(codes, ({ insert }) => insertLengths.bits[insert] as number),
    copyBases: Uint16Array.from(codes, ({ copy }) => copyLengths.bases[copy] as number),
    copyBits: Uint8Array.from(codes, ({ copy }) => copyLengths.bits[copy] as number),
  };
})();
