/**
 * Compresses with the effort that makes the least of some data, of those that a level allows: not always the highest. On
 * rows of a table a longer search finds longer matches further away, where the distance before would have been cheaper.
 * Each level has the efforts of the levels below it to choose from, so that a higher one does not make more.
 */
import { highestEffort } from "./find-matches.ts";

/** So much of the data speaks for the rest, at the first level; twice as much at each of the next. */
const sampleBytes = 8 * 1024;

/** @param level from 1; levels above the highest effort are the same as that */
export function encodeAtLevel(
  bytes: Uint8Array,
  level: number,
  encode: (bytes: Uint8Array, effort: number) => Uint8Array,
): Uint8Array {
  const highest = Math.min(level, highestEffort);
  if (highest === 1) {
    return encode(bytes, 1);
  }
  const sample = bytes.subarray(0, sampleBytes << highest);
  let best = 1;
  let smallest = encode(sample, best);
  for (let effort = 2; effort <= highest; effort++) {
    const encoded = encode(sample, effort);
    if (encoded.byteLength <= smallest.byteLength) {
      best = effort;
      smallest = encoded;
    }
  }
  return sample.byteLength === bytes.byteLength ? smallest : encode(bytes, best);
}
