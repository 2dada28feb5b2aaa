/** The calls in another order than that in which they began. */
import { type Call, lastAttempt, procedureOf, sizesOf, stateOf } from "./call.ts";

export const columns = ["method", "status", "messages", "size", "time", "phases"] as const;

export type Column = (typeof columns)[number];

export interface Sorting {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** As they began: what is new is at the end, and nothing changes its place. */
export const byStart: Sorting = { column: "phases", isDescending: false };

/** Of numbers one wants to see the largest first. */
const descendingFirst: ReadonlySet<Column> = new Set(["messages", "size", "time"]);

/** What a click on the head of a column leads to: one order, the other, and back to how they began. */
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

/** Stable: what is equal stays as it began. */
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
  // An open call gets longer all the time: it stands with the longest, in one place.
  time: ({ row }) => (row.end === undefined ? Number.POSITIVE_INFINITY : row.end - row.start),
};
