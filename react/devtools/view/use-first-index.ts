/** Counts the rows that a list has lost at its start, so that a user who has scrolled keeps seeing the same rows. */
import { useRef } from "react";

export function useFirstIndex<T extends { readonly key: string }>(rows: readonly T[]): number {
  const state = useRef<{ rows: readonly T[]; first: number }>({ rows, first: 0 });
  const { rows: before } = state.current;
  if (before !== rows) {
    const key = rows[0]?.key;
    const lost = key === undefined || before[0]?.key === key ? 0 : before.findIndex((row) => row.key === key);
    state.current = { rows, first: lost > 0 ? state.current.first + lost : lost < 0 ? 0 : state.current.first };
  }
  return state.current.first;
}
