/** The duration of a full-width bar in the list, in milliseconds. */
import type { Call } from "./call.ts";
import { durationOf } from "./call.ts";
import { quantile } from "./statistics.ts";

const sampled = 500;

/**
 * Returns the 90th percentile of the durations, so that one hanging call does not reduce all others to dots; longer bars
 * fill their cell. Of many calls, only the newest count.
 */
export function barScale(calls: readonly Call[], now: number): number {
  const durations = calls.slice(-sampled).map(({ row }) => durationOf(row, now));
  durations.sort((a, b) => a - b);
  return Math.max(quantile(durations, 0.9) ?? 0, 1) * 1.1;
}
