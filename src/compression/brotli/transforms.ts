/**
 * The transforms of dictionary words.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#appendix-B
 */

import type { Output } from "../output.ts";

/**
 * The prefix, the change, and the suffix of each transform. "-2" omits the last two bytes, "+2" the first two; "^"
 * capitalizes the first letter, "^^" all letters.
 */
const transforms: readonly (readonly [before: string, change: string, behind: string])[] = [
  ["", "", ""],
  ["", "", " "],
  [" ", "", " "],
  ["", "+1", ""],
  ["", "^", " "],
  ["", "", " the "],
  [" ", "", ""],
  ["s ", "", " "],
  ["", "", " of "],
  ["", "^", ""],
  ["", "", " and "],
  ["", "+2", ""],
  ["", "-1", ""],
  [", ", "", " "],
  ["", "", ", "],
  [" ", "^", " "],
  ["", "", " in "],
  ["", "", " to "],
  ["e ", "", " "],
  ["", "", '"'],
  ["", "", "."],
  ["", "", '">'],
  ["", "", "\n"],
  ["", "-3", ""],
  ["", "", "]"],
  ["", "", " for "],
  ["", "+3", ""],
  ["", "-2", ""],
  ["", "", " a "],
  ["", "", " that "],
  [" ", "^", ""],
  ["", "", ". "],
  [".", "", ""],
  [" ", "", ", "],
  ["", "+4", ""],
  ["", "", " with "],
  ["", "", "'"],
  ["", "", " from "],
  ["", "", " by "],
  ["", "+5", ""],
  ["", "+6", ""],
  [" the ", "", ""],
  ["", "-4", ""],
  ["", "", ". The "],
  ["", "^^", ""],
  ["", "", " on "],
  ["", "", " as "],
  ["", "", " is "],
  ["", "-7", ""],
  ["", "-1", "ing "],
  ["", "", "\n\t"],
  ["", "", ":"],
  [" ", "", ". "],
  ["", "", "ed "],
  ["", "+9", ""],
  ["", "+7", ""],
  ["", "-6", ""],
  ["", "", "("],
  ["", "^", ", "],
  ["", "-8", ""],
  ["", "", " at "],
  ["", "", "ly "],
  [" the ", "", " of "],
  ["", "-5", ""],
  ["", "-9", ""],
  [" ", "^", ", "],
  ["", "^", '"'],
  [".", "", "("],
  ["", "^^", " "],
  ["", "^", '">'],
  ["", "", '="'],
  [" ", "", "."],
  [".com/", "", ""],
  [" the ", "", " of the "],
  ["", "^", "'"],
  ["", "", ". This "],
  ["", "", ","],
  [".", "", " "],
  ["", "^", "("],
  ["", "^", "."],
  ["", "", " not "],
  [" ", "", '="'],
  ["", "", "er "],
  [" ", "^^", " "],
  ["", "", "al "],
  [" ", "^^", ""],
  ["", "", "='"],
  ["", "^^", '"'],
  ["", "^", ". "],
  [" ", "", "("],
  ["", "", "ful "],
  [" ", "^", ". "],
  ["", "", "ive "],
  ["", "", "less "],
  ["", "^^", "'"],
  ["", "", "est "],
  [" ", "^", "."],
  ["", "^^", '">'],
  [" ", "", "='"],
  ["", "^", ","],
  ["", "", "ize "],
  ["", "^^", "."],
  ["\u00c2\u00a0", "", ""],
  [" ", "", ","],
  ["", "^", '="'],
  ["", "^^", '="'],
  ["", "", "ous "],
  ["", "^^", ", "],
  ["", "^", "='"],
  [" ", "^", ","],
  [" ", "^^", '="'],
  [" ", "^^", ", "],
  ["", "^^", ","],
  ["", "^^", "("],
  ["", "^^", ". "],
  [" ", "^^", "."],
  ["", "^^", "='"],
  [" ", "^^", ". "],
  [" ", "^", '="'],
  [" ", "^^", "='"],
  [" ", "^", "='"],
];

export const transformCount = transforms.length;

interface Transform {
  before: Uint8Array;
  behind: Uint8Array;
  /** The number of bytes to omit at the start and at the end. */
  first: number;
  last: number;
  /** The number of letters to capitalize. */
  capitals: number;
}

const mostLetters = 24;

/** Created lazily, and only once. */
let parsed: Transform[] | undefined;

function parse([before, change, behind]: (typeof transforms)[number]): Transform {
  const count = Number(change.slice(1)) || 0;
  return {
    before: latin1(before),
    behind: latin1(behind),
    first: change[0] === "+" ? count : 0,
    last: change[0] === "-" ? count : 0,
    capitals: change === "^" ? 1 : change === "^^" ? mostLetters : 0,
  };
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Appends the transformed word from `start` to `stop`. Returns false if that would not end before `end`. */
export function appendTransformed(
  output: Output,
  end: number,
  words: Uint8Array,
  start: number,
  stop: number,
  index: number,
): boolean {
  parsed ??= transforms.map(parse);
  const { before, behind, first, last, capitals } = parsed[index] as Transform;
  const size = Math.max(0, stop - start - first - last);
  if (output.size + before.byteLength + size + behind.byteLength > end) {
    return false;
  }
  output.append(before, 0, before.byteLength);
  output.append(words, start + first, start + first + size);
  capitalize(output.bytes, output.size - size, output.size, capitals);
  output.append(behind, 0, behind.byteLength);
  return true;
}

/** Capitalizes as the format defines it: correctly for ASCII, and for some of UTF-8. */
function capitalize(bytes: Uint8Array, start: number, end: number, letters: number): void {
  let next = start;
  for (let left = letters; left > 0 && next < end; left--) {
    const lead = bytes[next] as number;
    const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : 3;
    const flip = length === 3 ? 5 : length === 2 || (lead >= 97 && lead <= 122) ? 32 : 0;
    next += length;
    if (next <= end) {
      bytes[next - 1] = (bytes[next - 1] as number) ^ flip;
    }
  }
}
