/** Reads the calls in a HAR log: one written by these devtools, or saved by the Network panel of any browser. */
import { callOfHarEntry, type HarEntry, type LoggedCall } from "farcall/devtools/log";
import { fieldsOf, listOf, parseAnswer } from "../hostile.ts";
import { harEntryOf } from "./har-entry-of.ts";

/** A log with calls of our own has those alone: each stands there once, although it has an entry for each attempt. */
export function readHar(text: string): LoggedCall[] {
  const entries = listOf(fieldsOf(fieldsOf(parseAnswer(text)).log).entries, 100_000);
  const own = entries.flatMap((entry) => (fieldsOf(entry)._farcall as LoggedCall | undefined) ?? []);
  return own.length > 0 ? own : callsOf(entries.map(harEntryOf));
}

function callsOf(entries: readonly HarEntry[]): LoggedCall[] {
  const starts = entries.map(({ startedDateTime }) => Date.parse(startedDateTime)).filter(Number.isFinite);
  const timeOrigin = starts.reduce((first, start) => Math.min(first, start), starts[0] ?? 0);
  return entries.flatMap((entry) => callOfHarEntry(entry, { timeOrigin }) ?? []);
}
