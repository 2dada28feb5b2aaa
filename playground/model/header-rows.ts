/** Request headers as rows of a table, which may contain anything the user types. */
import { Metadata } from "farcall";

export interface HeaderRow {
  /** Identifies a row while it is edited. */
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

let lastId = 0;

export function createHeaderRow(name = "", value = ""): HeaderRow {
  lastId++;
  return { id: lastId, name, value };
}

/** Reads rows from storage: only their names and values. */
export function parseHeaderRows(stored: unknown): HeaderRow[] | undefined {
  if (!Array.isArray(stored)) {
    return undefined;
  }
  return stored.map((row: { name?: unknown; value?: unknown } | null) =>
    createHeaderRow(String(row?.name ?? ""), String(row?.value ?? "")),
  );
}

/** Returns what is wrong with a row, undefined if nothing is. An empty row is not a header yet. */
export function headerProblem({ name, value }: HeaderRow): string | undefined {
  if (name.trim() === "") {
    return value.trim() === "" ? undefined : `The header with the value ${JSON.stringify(value)} has no name.`;
  }
  if (!isHeader(name.trim(), "")) {
    return `${JSON.stringify(name.trim())} is not a valid header name: use letters, digits, "-", "_" and ".".`;
  }
  // The value may be secret, so the message does not quote it.
  return isHeader(name.trim(), value)
    ? undefined
    : `The value of ${name.trim()} has characters that headers do not allow: use a single line of ASCII text.`;
}

/** Checks whether the library would send the header. */
function isHeader(name: string, value: string): boolean {
  try {
    new Metadata([[name, value]]);
    return true;
  } catch {
    return false;
  }
}

/** Returns the headers to send; a name may occur more than once. */
export function headersOf(rows: readonly HeaderRow[]): [name: string, value: string][] {
  return rows.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value]);
}
