/** Completions for the filter: its keys, and values that occur in the calls. */
import type { Call } from "./call.ts";
import { type FilterKey, filterKeys, marks, quoteValue } from "./filter.ts";

export interface Completion {
  /** The whole filter with this completion. */
  readonly text: string;
  readonly label: string;
  readonly hint: string;
}

const hints: Record<FilterKey, string> = {
  service: "part of the name",
  method: "part of the name",
  code: "error code, or ok",
  kind: "unary or stream",
  status: "open, ok, error, canceled, 404",
  why: "what ended the call",
  protocol: "connect or grpc-web",
  codec: "proto or json",
  origin: "key of its query",
  is: "resent, overridden, retried",
  "larger-than": "10k, 1.5M",
  "smaller-than": "10k, 1.5M",
  duration: ">1s, <250ms",
  header: "name=value",
  body: "text in its messages",
};

const most = 8;

export function completeFilter(text: string, calls: readonly Call[]): Completion[] {
  const [, before = "", minus = "", word = ""] = /^(.*?)(-?)(\S*)$/s.exec(text) ?? [];
  const colon = word.indexOf(":");
  if (colon < 0) {
    return filterKeys
      .filter((key) => key.startsWith(word.toLowerCase()))
      .slice(0, word === "" ? filterKeys.length : most)
      .map((key) => ({ text: `${before}${minus}${key}:`, label: `${key}:`, hint: hints[key] }));
  }
  const key = filterKeys.find((known) => known === word.slice(0, colon).toLowerCase());
  const typed = word.slice(colon + 1).toLowerCase();
  if (!key) {
    return [];
  }
  return [...seenValues(key, calls)]
    .filter(([value]) => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([value, count]) => ({
      text: `${before}${minus}${key}:${quoteValue(value)} `,
      label: value,
      hint: count > 0 ? String(count) : "",
    }));
}

/** Returns values with the number of calls that have them. */
function seenValues(key: FilterKey, calls: readonly Call[]): Map<string, number> {
  const fixed: Partial<Record<FilterKey, readonly string[]>> = {
    status: ["open", "ok", "error", "canceled"],
    is: marks,
    duration: [">100ms", ">1s", "<10ms"],
    "larger-than": ["1k", "10k", "100k", "1M"],
    "smaller-than": ["1k", "10k", "100k", "1M"],
  };
  const values = new Map((fixed[key] ?? []).map((value) => [value, 0]));
  for (const { row } of calls) {
    const value = seenValue(key, row);
    if (value) {
      values.set(value, (values.get(value) ?? 0) + 1);
    }
  }
  return values;
}

function seenValue(key: FilterKey, row: Call["row"]): string | undefined {
  switch (key) {
    case "service":
    case "method":
    case "kind":
    case "protocol":
      return row[key];
    case "codec":
    case "why":
      return row[key];
    case "code":
      return row.code ?? (row.end === undefined ? undefined : "ok");
    case "origin":
      return row.origin?.key.slice(0, 100);
    default:
      return undefined;
  }
}
