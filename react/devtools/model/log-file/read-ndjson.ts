/** Reads the calls in NDJSON written by these devtools. */
import type { Schema } from "farcall/devtools";
import type { LoggedCall } from "farcall/devtools/log";
import { fieldsOf, parseAnswer } from "../hostile.ts";

/** Ignores unknown lines, which may come from another version. */
export function readNdjson(text: string): LoggedCall[] {
  const schemas = new Map<unknown, Schema>();
  const calls: LoggedCall[] = [];
  for (const line of text.split("\n")) {
    const fields = fieldsOf(line.trim() === "" ? undefined : parseAnswer(line));
    if (fields.schema !== undefined) {
      schemas.set(fields.schema, fields.value as Schema);
    } else if (fields.call !== undefined) {
      calls.push({
        row: fields.call,
        timeOrigin: fields.timeOrigin,
        details: fields.details ?? null,
        schema: schemas.get(fields.schemaOf) ?? null,
        bodies: Array.isArray(fields.bodies) ? fields.bodies : [],
      } as unknown as LoggedCall);
    }
  }
  return calls;
}
