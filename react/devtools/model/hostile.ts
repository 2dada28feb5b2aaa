/**
 * Parses untrusted data from a page: values of the wrong type become defaults, and nothing exceeds its limit.
 */

export type Fields = Readonly<Record<string, unknown>>;

/** Longer answers are not read at all. */
const longestAnswer = 256 * 1024 * 1024;

/** The limit for times, sizes and counts. */
const largestNumber = Number.MAX_SAFE_INTEGER;

/** @returns undefined when it is not JSON */
export function parseAnswer(text: unknown): unknown {
  if (typeof text !== "string" || text.length > longestAnswer) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Takes only results of JSON.parse, where every field is an own property, even `__proto__`. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

export function textOf(value: unknown, most: number): string {
  return optionalText(value, most) ?? "";
}

/** Cut text ends in "…", never in half a surrogate pair; lone surrogates become U+FFFD, since no browser copies them. */
export function optionalText(value: unknown, most: number): string | undefined {
  if (typeof value !== "string") {
    return undefined;
  }
  const text = value.length > most ? `${value.slice(0, most)}…` : value;
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

export function numberOf(value: unknown): number {
  return optionalNumber(value) ?? 0;
}

/** Accepts only finite numbers from 0. */
export function optionalNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(Math.max(value, 0), largestNumber) : undefined;
}

export function countOf(value: unknown): number {
  return Math.floor(numberOf(value));
}

export function choiceOf<T extends string>(value: unknown, choices: readonly T[], fallback: T): T {
  return optionalChoice(value, choices) ?? fallback;
}

export function optionalChoice<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value);
}

/** Leaves out what is undefined, so that optional fields are absent, not empty. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as never;
}
