/**
 * Compresses with the effort, among those that a level allows, that yields the smallest output; this is not always the
 * highest. In table rows, a longer search finds longer matches further away, where repeating the last distance would
 * have been cheaper. Each level can choose the efforts of lower levels, so that its output is never larger.
 */
import { highestEffort } from "./find-matches.ts";

/** The size of the sample at the first level, doubled at each further level. */
const sampleBytes = 8 * 1024;

/** @param level from 1; levels above the highest effort are equal to it */
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
