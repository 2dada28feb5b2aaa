/** Writes calls as JSON lines: one per call, preceded once by one for its schema. */
import type { LoggedCall } from "./logged-call.ts";

export function toNdjson(calls: readonly LoggedCall[]): string {
  const lines: string[] = [];
  const numbers = new Map<string, number>();
  for (const { schema, row, ...rest } of calls) {
    const text = schema && JSON.stringify(schema);
    if (text && !numbers.has(text)) {
      lines.push(`{"schema":${numbers.size},"value":${text}}`);
      numbers.set(text, numbers.size);
    }
    lines.push(JSON.stringify({ call: row, ...rest, schemaOf: text ? numbers.get(text) : null }));
  }
  return lines.map((line) => `${line}\n`).join("");
}
