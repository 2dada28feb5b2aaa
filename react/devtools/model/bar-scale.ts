/** How long the longest bar of a list is, in milliseconds. */
import type { Call } from "./call.ts";
import { durationOf } from "./call.ts";
import { quantile } from "./statistics.ts";

const sampled = 500;

/**
 * The time that nine of ten calls need, so that one that hangs does not make a dot of all others; longer ones fill their
 * cell. Of many calls the newest are looked at.
 */
export function barScale(calls: readonly Call[], now: number): number {
  const durations = calls.slice(-sampled).map(({ row }) => durationOf(row, now));
  durations.sort((a, b) => a - b);
  return Math.max(quantile(durations, 0.9) ?? 0, 1) * 1.1;
}
