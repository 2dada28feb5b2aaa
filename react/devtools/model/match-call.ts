/** Matches calls against a filter. */
import type { Row } from "farcall/devtools";
import type { Call } from "./call.ts";
import { durationOf, isPanelMade, kindLabel, lastAttempt, procedureOf, sizesOf, stateOf } from "./call.ts";
import { parseDuration, parseSize, type Term } from "./filter.ts";

/** The content of a call beyond its row, in lower case; undefined until it has been read. */
export interface CallText {
  /** "name=value" of all headers and trailers, a line each. */
  readonly headers: string;
  /** The text of its messages. */
  readonly body: string;
}

export type TextOf = (call: Call) => CallText | undefined;

/** Ignores terms with a problem: the filter bar reports them. */
export function matchesAll(call: Call, terms: readonly Term[], now: number, textOf: TextOf): boolean {
  return terms.every((term) => term.problem !== undefined || matches(call, term, now, textOf) !== term.isNegative);
}

/** Returns the terms that no call matches, which explain why a list is empty. */
export function excludingTerms(calls: readonly Call[], terms: readonly Term[], now: number, textOf: TextOf): Term[] {
  return terms.filter((term) => calls.every((call) => !matchesAll(call, [term], now, textOf)));
}

function matches(call: Call, term: Term, now: number, textOf: TextOf): boolean {
  const { row } = call;
  switch (term.key) {
    case undefined:
      return contains(`${procedureOf(row)} ${row.code ?? ""} ${row.message ?? ""} ${row.url}`, term);
    case "service":
      return contains(row.service, term);
    case "method":
      return contains(row.method, term);
    case "code":
      return contains(row.code ?? (row.end === undefined ? "" : "ok"), term);
    case "kind":
      return contains(row.kind === "unary" ? "unary" : `${row.kind} ${kindLabel(row)}`, term);
    case "status":
      return matchesStatus(row, term.value.toLowerCase());
    case "why":
      return contains(row.why ?? "", term);
    case "protocol":
      return contains(row.protocol, term);
    case "codec":
      return contains(row.codec ?? "", term);
    case "origin":
      return contains(row.origin ? `${row.origin.kind} ${row.origin.key}` : "", term);
    case "is":
      return hasMark(row, term.value.toLowerCase());
    case "larger-than":
      return totalOf(row) > (parseSize(term.value) ?? 0);
    case "smaller-than":
      return totalOf(row) < (parseSize(term.value) ?? 0);
    case "duration": {
      const { isLonger, ms } = parseDuration(term.value) ?? { isLonger: true, ms: 0 };
      return isLonger ? durationOf(row, now) > ms : durationOf(row, now) < ms;
    }
    case "header":
      return contains(textOf(call)?.headers ?? "", term);
    case "body":
      return contains(textOf(call)?.body ?? "", term);
  }
}

function contains(text: string, { value, pattern }: Term): boolean {
  return pattern ? pattern.test(text) : text.toLowerCase().includes(value.toLowerCase());
}

function matchesStatus(row: Row, value: string): boolean {
  if (/^\d/.test(value)) {
    return row.attempts.some(({ status }) => String(status ?? "").startsWith(value.replace(/x/g, "")));
  }
  const state = stateOf(row);
  return (state === "failed" ? "error" : state).startsWith(value);
}

function hasMark(row: Row, value: string): boolean {
  const has: Record<string, boolean> = {
    resent: row.resentFrom !== undefined,
    overridden: row.attempts.some(({ override }) => override !== undefined),
    retried: row.attempts.length > 1,
    panel: isPanelMade(row),
    network: row.source === "network",
  };
  return Object.entries(has).some(([mark, isSo]) => mark.startsWith(value) && isSo);
}

function totalOf(row: Row): number {
  const { sent, received } = sizesOf(row);
  return Math.max(sent, received, lastAttempt(row)?.received ?? 0);
}
