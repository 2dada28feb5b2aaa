/** Counts the messages in each part of a stream's duration. */
import type { Frame } from "./frames.ts";

/** Very long streams are sampled down to this many messages: the chart looks the same. */
const mostLooks = 5000;

/** @returns an empty list for fewer than two messages, or if all arrived at the same time */
export function arrivals(frames: readonly Frame[], parts: number): number[] {
  const from = frames[0]?.at ?? 0;
  const span = (frames.at(-1)?.at ?? 0) - from;
  if (frames.length < 2 || !(span > 0)) {
    return [];
  }
  const counts = new Array<number>(parts).fill(0);
  const step = Math.max(1, Math.floor(frames.length / mostLooks));
  for (let index = 0; index < frames.length; index += step) {
    const place = Math.floor((((frames[index]?.at ?? from) - from) / span) * parts);
    const part = Math.min(Math.max(place, 0), parts - 1);
    counts[part] = (counts[part] ?? 0) + step;
  }
  return counts;
}
