/** Puts the headers of a draft into the rows of the form. */
import { createHeaderRow, type HeaderRow } from "./header-rows.ts";

export interface DraftHeaders {
  readonly rows: HeaderRow[];
  /** Names of the secret headers whose values the user has to enter. */
  readonly missing: readonly string[];
}

/** @param headers a null value is a secret that was not kept: that of the form stands in for it */
export function draftHeaders(
  headers: readonly (readonly [name: string, value: string | null])[],
  before: readonly HeaderRow[],
): DraftHeaders {
  const missing: string[] = [];
  const rows = headers.map(([name, value]) => {
    const same = before.find((row) => row.name.trim().toLowerCase() === name.toLowerCase());
    if (value === null && !same?.value) {
      missing.push(name.toLowerCase());
    }
    return createHeaderRow(name, value ?? same?.value ?? "");
  });
  return { rows, missing };
}
