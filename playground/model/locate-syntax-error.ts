/** Finds the position where text stops being JSON, which not every engine reports. */
import { parseJson } from "./parse-json.ts";

export interface SyntaxErrorPlace {
  readonly from: number;
  readonly to: number;
  /** The engine's message, without the position. */
  readonly reason: string;
}

export function locateSyntaxError(text: string, error: unknown): SyntaxErrorPlace {
  const message = error instanceof Error ? error.message : String(error);
  const parsed = parseJson(text);
  const ownPosition = "brokenAt" in parsed ? parsed.brokenAt : text.length;
  const from = Math.min(statedPosition(text, message) ?? ownPosition, text.length);
  return { from, to: Math.min(from + 1, text.length), reason: `${withoutPosition(message)}.` };
}

/** Chromium writes "at position 12", Firefox "at line 2 column 3". */
function statedPosition(text: string, message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) {
    return Number(position);
  }
  const [, line, column] = /at line (\d+) column (\d+)/.exec(message) ?? [];
  if (line === undefined || column === undefined) {
    return undefined;
  }
  const linesBefore = text.split("\n").slice(0, Number(line) - 1);
  return linesBefore.reduce((sum, { length }) => sum + length + 1, 0) + Number(column) - 1;
}

function withoutPosition(message: string): string {
  return message
    .replace(/^JSON\.parse: |^JSON Parse error: /, "")
    .replace(/,? (in JSON )?at (position|line) .*$/s, "")
    .replace(/, (\.\.\.)?".*is not valid JSON$/s, "");
}
