/**
 * The filter language: words that a call has to contain, and terms such as `status:error` or `duration:>1s`. A leading
 * minus negates either, and /…/ is a regular expression.
 */

export const filterKeys = [
  "service",
  "method",
  "code",
  "kind",
  "status",
  "why",
  "protocol",
  "codec",
  "origin",
  "is",
  "larger-than",
  "smaller-than",
  "duration",
  "header",
  "body",
] as const;

export type FilterKey = (typeof filterKeys)[number];

export interface Term {
  /** Undefined for a plain word, which is searched in the row. */
  readonly key: FilterKey | undefined;
  readonly value: string;
  /** The value is one. */
  readonly pattern: RegExp | undefined;
  readonly isNegative: boolean;
  /** As it was typed. */
  readonly text: string;
  /** Why it is ignored. */
  readonly problem: string | undefined;
}

const token = /(-?)(?:([a-z-]+):)?("(?:[^"\\]|\\.)*"?|\/(?:[^/\\\s]|\\.)+\/[i]?(?=\s|$)|\S*)/gi;

export function parseFilter(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(token)) {
    const [whole, minus, name, raw = ""] = match;
    if (whole.trim() === "" || whole === "-") {
      continue;
    }
    const key = filterKeys.find((known) => known === name?.toLowerCase());
    // A word with a colon after an unknown key, such as a URL, is a plain word.
    const word = name !== undefined && key === undefined ? `${name}:${raw}` : raw;
    terms.push(termOf(whole, key, word, minus === "-"));
  }
  return terms;
}

function termOf(text: string, key: FilterKey | undefined, raw: string, isNegative: boolean): Term {
  const slashes = /^\/(.+)\/(i?)$/s.exec(raw);
  const value = raw.startsWith('"') ? raw.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1") : raw;
  let pattern: RegExp | undefined;
  let problem: string | undefined;
  if (slashes) {
    try {
      pattern = new RegExp(slashes[1] ?? "", "i");
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
  }
  problem ??= key && problemOf(key, value);
  return { key, value, pattern, isNegative, text, problem };
}

const states = ["open", "ok", "error", "canceled"];
export const marks = ["resent", "overridden", "retried", "panel", "network"];

function problemOf(key: FilterKey, value: string): string | undefined {
  if (value === "") {
    return `${key}: expects a value`;
  }
  if ((key === "larger-than" || key === "smaller-than") && parseSize(value) === undefined) {
    return `${key}: expects a size, such as 10k or 1.5M`;
  }
  if (key === "duration" && parseDuration(value) === undefined) {
    return "duration: expects a time, such as >1s, <250ms or 2m";
  }
  if (
    key === "status" &&
    !states.some((state) => state.startsWith(value.toLowerCase())) &&
    !/^[1-5]([0-9x]{2})?$/i.test(value)
  ) {
    return `status: expects ${states.join(", ")} or an HTTP status`;
  }
  if (key === "is" && !marks.some((mark) => mark.startsWith(value.toLowerCase()))) {
    return `is: expects ${marks.join(", ")}`;
  }
  return undefined;
}

/** Bytes: "10k" are 10,000, "1.5M" 1,500,000. */
export function parseSize(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?)(k|m|g)?b?$/i.exec(text) ?? [];
  const factors: Record<string, number> = { "": 1, k: 1e3, m: 1e6, g: 1e9 };
  return number === undefined ? undefined : Number(number) * (factors[unit.toLowerCase()] ?? 1);
}

/** ">1s": longer than a second, which is also what "1s" means. */
export function parseDuration(text: string): { isLonger: boolean; ms: number } | undefined {
  const [, sign, number, unit = "ms"] = /^([<>]?)=?(\d+(?:\.\d+)?)(ms|s|m)?$/i.exec(text) ?? [];
  const factors: Record<string, number> = { ms: 1, s: 1000, m: 60_000 };
  return number === undefined
    ? undefined
    : { isLonger: sign !== "<", ms: Number(number) * (factors[unit.toLowerCase()] ?? 1) };
}

/** Quotes a value as it has to be typed. */
export function quoteValue(value: string): string {
  return /[\s"\\]|^\/.*\/i?$/.test(value) ? `"${value.replace(/(["\\])/g, "\\$1")}"` : value;
}
