/** Sorts calls by a column of the list. */
import { type Call, lastAttempt, procedureOf, sizesOf, stateOf } from "./call.ts";

export const columns = ["method", "status", "messages", "size", "time", "phases"] as const;

export type Column = (typeof columns)[number];

export interface Sorting {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** By start time: new calls are added at the end, and rows never move. */
export const byStart: Sorting = { column: "phases", isDescending: false };

/** Numeric columns, which show the largest values first. */
const descendingFirst: ReadonlySet<Column> = new Set(["messages", "size", "time"]);

/** Returns the sorting after a click on a column header: one direction, the other, then back to start time. */
export function nextSorting({ column, isDescending }: Sorting, clicked: Column): Sorting {
  if (clicked === byStart.column) {
    return { column: clicked, isDescending: column === clicked && !isDescending };
  }
  const isDescendingFirst = descendingFirst.has(clicked);
  if (column !== clicked) {
    return { column: clicked, isDescending: isDescendingFirst };
  }
  return isDescending === isDescendingFirst ? { column: clicked, isDescending: !isDescending } : byStart;
}

export function isByStart({ column, isDescending }: Sorting): boolean {
  return column === byStart.column && !isDescending;
}

/**
 * Sorts stably: equal calls stay in order of their start.
 *
 * @param calls in order of their start
 */
export function sortCalls(calls: readonly Call[], sorting: Sorting): readonly Call[] {
  if (isByStart(sorting)) {
    return calls;
  }
  if (sorting.column === "phases") {
    return [...calls].reverse();
  }
  const keyOf = keys[sorting.column];
  const sign = sorting.isDescending ? -1 : 1;
  return calls
    .map((call) => ({ call, key: keyOf(call) }))
    .sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0))
    .map(({ call }) => call);
}

const stateOrder = ["open", "ok", "canceled", "failed"];

const keys: Record<Exclude<Column, "phases">, (call: Call) => string | number> = {
  method: ({ row }) => `${row.method} ${procedureOf(row)}`.toLowerCase(),
  status: ({ row }) => `${stateOrder.indexOf(stateOf(row))} ${row.code ?? ""}`,
  messages: ({ row }) =>
    row.kind === "unary" ? 0 : (lastAttempt(row)?.responses ?? 0) + (lastAttempt(row)?.requests ?? 0),
  size: ({ row }) => sizesOf(row).received,
  // An open call keeps getting longer: it counts as the longest, so that its row does not move.
  time: ({ row }) => (row.end === undefined ? Number.POSITIVE_INFINITY : row.end - row.start),
};
