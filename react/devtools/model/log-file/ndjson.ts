/** Calls as lines of JSON: one for each, and before it, once, one for its schema. */
import type { Schema } from "farcall/devtools";
import { fieldsOf, parseAnswer } from "../hostile.ts";
import type { LoggedCall } from "./logged-call.ts";

export function writeNdjson(calls: readonly LoggedCall[]): string {
  const lines: string[] = [];
  const numbers = new Map<string, number>();
  for (const { schema, ...call } of calls) {
    const text = schema && JSON.stringify(schema);
    if (text && !numbers.has(text)) {
      numbers.set(text, numbers.size);
      lines.push(`{"schema":${numbers.get(text)},"value":${text}}`);
    }
    lines.push(JSON.stringify({ call: call.row, ...call, row: undefined, schemaOf: text ? numbers.get(text) : null }));
  }
  return `${lines.join("\n")}\n`;
}

/** Lines that are none of ours are left out: they may be those of another version. */
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
