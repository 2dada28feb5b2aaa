/** Sorts calls by when they started, which all views of them rely on. */
import type { Call } from "./call.ts";

/** On one clock for all documents: milliseconds since the epoch. */
export function startOf({ timeOrigin, row }: Call): number {
  return timeOrigin + row.start;
}

/**
 * A recorder reports calls in this order. Calls from the network arrive once their bodies have been read, and files may
 * have any order. Calls that started together stay as they are.
 */
export function inOrderOfStart(calls: Call[]): Call[] {
  const isSorted = calls.every((call, index) => index === 0 || startOf(calls[index - 1] as Call) <= startOf(call));
  return isSorted ? calls : calls.sort((a, b) => startOf(a) - startOf(b));
}
