/**
 * What can become of a word of the dictionary.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#appendix-B
 */

/**
 * What comes before the word, what happens to it, and what comes behind. "-2" leaves out its last two bytes, "+2" its
 * first two; "^" makes its first letter a capital, "^^" all of them.
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

export function transformWord(word: Uint8Array, index: number): Uint8Array {
  const [before, change, behind] = transforms[index] as (typeof transforms)[number];
  const changed = changeWord(word, change);
  const out = new Uint8Array(before.length + changed.byteLength + behind.length);
  out.set(latin1(before));
  out.set(changed, before.length);
  out.set(latin1(behind), before.length + changed.byteLength);
  return out;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function changeWord(word: Uint8Array, change: string): Uint8Array {
  const count = Number(change.slice(1));
  switch (change[0]) {
    case "-":
      return word.subarray(0, Math.max(0, word.byteLength - count));
    case "+":
      return word.subarray(count);
    case "^":
      return capitalize(word.slice(), change.length === 1);
    default:
      return word;
  }
}

/** Capitals as the format understands them: right for ASCII, and for some of UTF-8. */
function capitalize(word: Uint8Array, onlyFirst: boolean): Uint8Array {
  for (let i = 0; i < word.byteLength; ) {
    const lead = word[i] as number;
    const [length, flip] = lead < 0xc0 ? [1, lead >= 97 && lead <= 122 ? 32 : 0] : lead < 0xe0 ? [2, 32] : [3, 5];
    const at = i + length - 1;
    if (at < word.byteLength) {
      word[at] = (word[at] as number) ^ flip;
    }
    if (onlyFirst) {
      break;
    }
    i += length;
  }
  return word;
}
