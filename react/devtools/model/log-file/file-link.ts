/** A link to calls in a file, which answers like the page in which they were recorded. */
import type { Chunks, Drained } from "farcall/devtools";
import type { LoggedCall } from "farcall/devtools/log";
import type { Link } from "../../link.ts";
import { countOf, fieldsOf, numberOf, textOf } from "../hostile.ts";
import { readHar } from "./read-har.ts";
import { readNdjson } from "./read-ndjson.ts";

/** @throws if the file contains no calls, with a message for the user */
export function fileLink(text: string): Link {
  const calls = /^\s*\{\s*"log"/.test(text) ? readHar(text) : readNdjson(text);
  if (calls.length === 0) {
    throw new Error("There are no calls in it: only files that these devtools have written can be read.");
  }
  const epoch = `file ${Math.random()}`;
  // Ids of several pages may be the same: here each has one of its own.
  const byId = new Map(calls.map((call, index) => [`${index + 1}`, call]));
  const answers: Record<string, (args: readonly (string | number)[]) => unknown> = {
    drain: ([after]) => drained(epoch, byId, Number(after)),
    details: ([id]) => byId.get(String(id))?.details ?? null,
    schema: ([id]) => byId.get(String(id))?.schema ?? null,
    chunks: ([id, attempt, side]) => chunksOf(byId.get(String(id)), Number(attempt), String(side)),
    command: () => ({ ok: false, error: "These calls come from a file." }),
  };
  return {
    async ask(member, args) {
      return JSON.stringify(answers[member]?.(args) ?? null);
    },
  };
}

function drained(epoch: string, calls: ReadonlyMap<string, LoggedCall>, after: number): Drained {
  const [first] = calls.values();
  const timeOrigin = numberOf(first?.timeOrigin);
  const rows = [...calls].map(([id, call], index) => ({ ...fieldsOf(call.row), id, seq: index + 1 }));
  const now = rows.reduce((latest, row) => Math.max(latest, numberOf((row as { end?: unknown }).end)), 0);
  return {
    epoch,
    timeOrigin,
    now,
    seq: rows.length,
    more: false,
    kept: rows.length,
    dropped: 0,
    faults: 0,
    transports: 1,
    paused: false,
    redacted: true,
    overrides: [],
    calls: rows.slice(after) as never,
    gone: [],
  };
}

function chunksOf(call: LoggedCall | undefined, attempt: number, side: string): Chunks {
  const body = call?.bodies
    .map(fieldsOf)
    .find((fields) => countOf(fields.attempt) === attempt && textOf(fields.side, 20) === side);
  const chunks = Array.isArray(body?.chunks) ? body.chunks : [];
  return { chunks, first: 0, offset: 0, next: chunks.length, total: chunks.length, cut: false, carriedOver: 0 };
}
