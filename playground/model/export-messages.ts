/** Writes messages as JSON lines, a few at a time, so that the page stays responsive. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { formatLine } from "./message-json.ts";
import type { MessageRange } from "./message-log.ts";

const sliceMs = 10;

/** @returns the lines in parts, for a Blob */
export async function messageLines(range: MessageRange, schema: DescMessage, registry: Registry): Promise<string[]> {
  const { first, end } = range;
  const parts: string[] = [];
  let until = performance.now() + sliceMs;
  for (let position = first; position < end; position++) {
    const entry = range.at(position);
    if (entry) {
      parts.push(`${formatLine(schema, entry.message, registry)}\n`);
    }
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + sliceMs;
    }
  }
  return parts;
}
