/** A call in the history: everything needed to make it again, except secrets, and how it ended. */

import type { FormContents } from "../call-form.ts";
import type { CallSnapshot } from "../call-run.ts";
import { statusOf } from "../call-status.ts";
import { headersOf } from "../header-rows.ts";
import { isSecretHeader } from "../secret-headers.ts";
import { parseSettings, type Settings } from "../settings.ts";

export interface HistoryEntry {
  /** In order of time. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly methodId: string;
  readonly settings: Settings;
  /** The text of the editor; undefined if it was too long to be kept. */
  readonly request: string | undefined;
  /** The values of headers that may be secret are null. */
  readonly headers: readonly (readonly [name: string, value: string | null])[];
  /** Undefined while the call is running, and if the page was closed before its end. */
  readonly end: HistoryEnd | undefined;
  readonly isPinned: boolean;
}

export interface HistoryEnd {
  /** "OK", or the code. */
  readonly status: string;
  readonly durationMs: number;
  /** Number of response messages. */
  readonly messages: number;
  /** The sizes of both bodies on the wire, if they were recorded. */
  readonly sentBytes: number | undefined;
  readonly receivedBytes: number | undefined;
}

/** In characters: five hundred of the longest still fit into the browser's storage. */
const longestRequest = 256 * 1024;

let lastId = 0;

export function historyEntry({ method, settings, request, headers }: FormContents, at: number): HistoryEntry {
  lastId++;
  return {
    id: `${at.toString(36).padStart(9, "0")}-${lastId.toString(36).padStart(4, "0")}-${Math.random().toString(36).slice(2, 6)}`,
    at,
    methodId: method.id,
    settings: parseSettings(settings) ?? settings,
    request: request.length > longestRequest ? undefined : request,
    headers: headersOf(headers).map((pair) => [pair[0], isSecretHeader(pair) ? null : pair[1]]),
    end: undefined,
    isPinned: false,
  };
}

export function historyEnd(snapshot: CallSnapshot, sizes: { sent: number; received: number } | undefined): HistoryEnd {
  return {
    status: statusOf(snapshot).word,
    durationMs: snapshot.elapsedMs,
    messages: snapshot.received,
    sentBytes: sizes?.sent,
    receivedBytes: sizes?.received,
  };
}

/** Reads an entry from storage, which may contain anything, for example from another version of this page. */
export function parseHistoryEntry(value: unknown): HistoryEntry | undefined {
  const { id, at, methodId, settings, request, headers, end, isPinned } = (value ?? {}) as Record<string, unknown>;
  const parsed = parseSettings(settings);
  if (typeof id !== "string" || typeof at !== "number" || typeof methodId !== "string" || !parsed) {
    return undefined;
  }
  return {
    id,
    at,
    methodId,
    settings: parsed,
    request: typeof request === "string" ? request : undefined,
    headers: Array.isArray(headers) ? headers.filter(isHeader) : [],
    end: parseEnd(end),
    isPinned: isPinned === true,
  };
}

function isHeader(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "string" && (value[1] === null || typeof value[1] === "string");
}

function parseEnd(value: unknown): HistoryEnd | undefined {
  const { status, durationMs, messages, sentBytes, receivedBytes } = (value ?? {}) as Record<string, unknown>;
  const numberOf = (given: unknown) => (typeof given === "number" ? given : undefined);
  return typeof status === "string"
    ? {
        status,
        durationMs: numberOf(durationMs) ?? 0,
        messages: numberOf(messages) ?? 0,
        sentBytes: numberOf(sentBytes),
        receivedBytes: numberOf(receivedBytes),
      }
    : undefined;
}

/** Returns whether all words of a search are in the entry: in its method, target, request, headers or status. */
export function matchesSearch(entry: HistoryEntry, search: string): boolean {
  const { methodId, settings, request = "", headers, end } = entry;
  const text = [
    methodId,
    settings.baseUrl,
    settings.protocol,
    request,
    end?.status ?? "",
    ...headers.map(([name, value]) => `${name}: ${value ?? ""}`),
  ]
    .join("\n")
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
