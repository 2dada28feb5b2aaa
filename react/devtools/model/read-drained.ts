/** Validates the answers of `drain`. */
import type { AttemptRow, Drained, Origin, Override, Row, Why } from "farcall/devtools";
import {
  choiceOf,
  countOf,
  defined,
  fieldsOf,
  listOf,
  numberOf,
  optionalChoice,
  optionalNumber,
  optionalText,
  parseAnswer,
  textOf,
} from "./hostile.ts";

const mostCalls = 20_000;
const mostAttempts = 100;
const mostOverrides = 200;
/** In the year 5138: later times are not valid dates for a file. */
const latest = 1e14;

export const kinds = ["unary", "server_streaming", "client_streaming", "bidi_streaming"] as const;
export const whys: readonly Why[] = ["caller", "left", "deadline", "network", "http", "protocol", "server", "client"];

/** @returns undefined if it is not the answer of a hook */
export function readDrained(text: unknown): Drained | undefined {
  const fields = fieldsOf(parseAnswer(text));
  if (typeof fields.epoch !== "string" || !Array.isArray(fields.calls)) {
    return undefined;
  }
  return defined({
    epoch: textOf(fields.epoch, 100),
    timeOrigin: Math.min(numberOf(fields.timeOrigin), latest),
    now: numberOf(fields.now),
    seq: numberOf(fields.seq),
    more: fields.more === true,
    kept: countOf(fields.kept),
    dropped: countOf(fields.dropped),
    faults: countOf(fields.faults),
    transports: countOf(fields.transports),
    paused: fields.paused === true,
    redacted: fields.redacted !== false,
    overrides: listOf(fields.overrides, mostOverrides).map(readOverride),
    source: optionalChoice(fields.source, ["network", "file"] as const),
    calls: listOf(fields.calls, mostCalls).flatMap((row) => readRow(row) ?? []),
    gone: listOf(fields.gone, mostCalls).map((id) => textOf(id, 200)),
  }) as Drained;
}

/** @returns undefined for a call without an id, whose details could not be requested */
export function readRow(value: unknown): Row | undefined {
  const fields = fieldsOf(value);
  const id = optionalText(fields.id, 200);
  if (!id) {
    return undefined;
  }
  return defined({
    id,
    seq: numberOf(fields.seq),
    service: textOf(fields.service, 500),
    method: textOf(fields.method, 500),
    kind: choiceOf(fields.kind, kinds, "unary"),
    protocol: choiceOf(fields.protocol, ["connect", "grpc-web"] as const, "connect"),
    codec: optionalText(fields.codec, 50),
    url: textOf(fields.url, 4000),
    httpMethod: textOf(fields.httpMethod, 20) || "POST",
    start: Math.min(numberOf(fields.start), latest),
    end: optionalNumber(fields.end),
    timeoutMs: optionalNumber(fields.timeoutMs),
    code: optionalText(fields.code, 50),
    why: optionalChoice(fields.why, whys),
    message: optionalText(fields.message, 500),
    origin: readOrigin(fields.origin),
    resentFrom: optionalText(fields.resentFrom, 200),
    source: optionalChoice(fields.source, ["network"] as const),
    attempts: listOf(fields.attempts, mostAttempts).map(readAttempt),
  }) as Row;
}

function readOrigin(value: unknown): Origin | undefined {
  const fields = fieldsOf(value);
  const key = optionalText(fields.key, 2000);
  return key ? { kind: choiceOf(fields.kind, ["query", "mutation", "stream"] as const, "query"), key } : undefined;
}

function readAttempt(value: unknown): AttemptRow {
  const fields = fieldsOf(value);
  return defined({
    at: Math.min(numberOf(fields.at), latest),
    headersAt: optionalNumber(fields.headersAt),
    firstAt: optionalNumber(fields.firstAt),
    lastAt: optionalNumber(fields.lastAt),
    end: optionalNumber(fields.end),
    status: fields.status === undefined ? undefined : countOf(fields.status),
    sent: countOf(fields.sent),
    received: countOf(fields.received),
    requests: countOf(fields.requests),
    responses: countOf(fields.responses),
    encoding: optionalText(fields.encoding, 50),
    override: optionalText(fields.override, 200),
    failure: optionalText(fields.failure, 1000),
  }) as AttemptRow;
}

/** Of what an override answers only the status is read: the panel shows it, and never sends it back. */
function readOverride(value: unknown): Override {
  const fields = fieldsOf(value);
  const answer = fieldsOf(fields.answer);
  return defined({
    id: textOf(fields.id, 200),
    procedure: textOf(fields.procedure, 1000),
    latencyMs: optionalNumber(fields.latencyMs),
    block: fields.block === true ? true : undefined,
    cutAfter: optionalNumber(fields.cutAfter),
    answer: fields.answer ? { status: countOf(answer.status), headers: [], body: [] } : undefined,
    times: optionalNumber(fields.times),
  }) as Override;
}
