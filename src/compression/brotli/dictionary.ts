/**
 * The dictionary that every reader of Brotli has.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-8
 */
import { decodeBase64 } from "../../wire/base64.ts";
import { dictionaryBase64 } from "./dictionary-data.ts";
import { transformCount, transformWord } from "./transforms.ts";

/** The shortest and the longest word. */
const [leastBytes, mostBytes] = [4, 24];

/** There are 2^n words of each length. */
const countLogs = [0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5];

let words: Uint8Array | undefined;

/** The word with this number; undefined if there is none. `inflate` is for the dictionary, which is packed itself. */
export function dictionaryWord(
  length: number,
  number: number,
  inflate: (bytes: Uint8Array) => Uint8Array,
): Uint8Array | undefined {
  if (length < leastBytes || length > mostBytes) {
    return undefined;
  }
  const countLog = countLogs[length] as number;
  const transform = number >> countLog;
  if (transform >= transformCount) {
    return undefined;
  }
  words ??= inflate(decodeBase64(dictionaryBase64));
  let start = (number & (2 ** countLog - 1)) * length;
  for (let shorter = leastBytes; shorter < length; shorter++) {
    start += shorter * 2 ** (countLogs[shorter] as number);
  }
  return transformWord(words.subarray(start, start + length), transform);
}
