/** The history of a playground: one for all with the same prefix, because they share their storage. */
import { History } from "./history.ts";

const histories = new Map<string, History>();

/** @param prefix the beginning of the names in the browser's storage */
export function historyOf(prefix: string): History {
  const known = histories.get(prefix) ?? new History(`${prefix}.history`);
  histories.set(prefix, known);
  return known;
}
