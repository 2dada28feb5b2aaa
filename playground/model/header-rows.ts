/** Request headers as rows of a table, in which anything can be typed. */
import { Metadata } from "farcall";

export interface HeaderRow {
  /** Tells rows apart while they are edited; means nothing else. */
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

let lastId = 0;

export function createHeaderRow(name = "", value = ""): HeaderRow {
  lastId++;
  return { id: lastId, name, value };
}

/** Rows from storage: only names and values are taken from there. */
export function parseHeaderRows(stored: unknown): HeaderRow[] | undefined {
  if (!Array.isArray(stored)) {
    return undefined;
  }
  return stored.map((row: { name?: unknown; value?: unknown } | null) =>
    createHeaderRow(String(row?.name ?? ""), String(row?.value ?? "")),
  );
}

/** What is wrong with a row, undefined if nothing is. A row without any text is no header yet. */
export function headerProblem({ name, value }: HeaderRow): string | undefined {
  if (name.trim() === "") {
    return value.trim() === "" ? undefined : `The header with the value ${JSON.stringify(value)} has no name.`;
  }
  if (!isHeader(name.trim(), "")) {
    return `${JSON.stringify(name.trim())} is no header name: use letters, digits, "-", "_" and ".".`;
  }
  // The value may be secret: it stays in its field.
  return isHeader(name.trim(), value)
    ? undefined
    : `The value of ${name.trim()} has characters that a header cannot carry: only ASCII in one line can be sent.`;
}

/** Whether the library would send it. */
function isHeader(name: string, value: string): boolean {
  try {
    new Metadata([[name, value]]);
    return true;
  } catch {
    return false;
  }
}

/** The headers to send; the same name may come more than once. */
export function headersOf(rows: readonly HeaderRow[]): [name: string, value: string][] {
  return rows.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value]);
}
