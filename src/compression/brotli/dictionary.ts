/**
 * The static dictionary that every Brotli decoder has.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc7932#section-8
 */
import { decodeBase64 } from "../../wire/base64.ts";
import type { Output } from "../output.ts";
import { dictionaryBase64 } from "./dictionary-data.ts";
import { appendTransformed, transformCount } from "./transforms.ts";

/** There are 2^n words of each length, from 4 bytes up. */
const countLogs = [0, 0, 0, 0, 10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5];
const leastBytes = 4;

/** The start of the words of each length. */
const starts = countLogs.map((_, length) =>
  countLogs.slice(0, length).reduce((start, log, shorter) => start + (shorter < leastBytes ? 0 : shorter << log), 0),
);

let words: Uint8Array | undefined;

/**
 * Appends the word with this number. Returns false if there is none, or if it would not end before `end`. `inflate` is
 * for the dictionary, which is compressed itself.
 */
export function appendWord(
  output: Output,
  end: number,
  length: number,
  number: number,
  inflate: (bytes: Uint8Array) => Uint8Array,
): boolean {
  const countLog = countLogs[length];
  const transform = countLog ? number >> countLog : transformCount;
  if (!countLog || transform >= transformCount) {
    return false;
  }
  words ??= inflate(decodeBase64(dictionaryBase64));
  const start = (starts[length] as number) + (number & ((1 << countLog) - 1)) * length;
  return appendTransformed(output, end, words, start, start + length, transform);
}
