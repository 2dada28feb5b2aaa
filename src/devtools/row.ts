/** Summarizes a call for lists of calls. */
import type { Attempt, CallRecord } from "./call-record.ts";
import type { AttemptRow, Origin, Row, Side } from "./hook.ts";
import { mediaOf } from "./media.ts";
import { whyOf } from "./why.ts";

const messageLength = 500;

export function rowOf(call: CallRecord): Row {
  const { id, seq, ctx, attempts, error } = call;
  const { method, protocol, url, httpMethod, callOptions } = ctx;
  const last = attempts.at(-1);
  return {
    id,
    seq,
    service: method.serviceName,
    method: method.name,
    kind: method.kind === "unary" ? "unary" : (method.kind.replace("Stream", "_streaming") as Row["kind"]),
    protocol: protocol as Row["protocol"],
    codec: last && mediaOf(last, "request").codec,
    url,
    httpMethod,
    start: call.startedAt,
    end: call.endedAt,
    timeoutMs: call.timeoutMs,
    code: error?.code,
    why: whyOf(call),
    message: error && String(error.rawMessage).slice(0, messageLength),
    origin: originOf(callOptions),
    resentFrom: call.resentFrom,
    attempts: attempts.map(attemptRow),
  };
}

function attemptRow(attempt: Attempt): AttemptRow {
  const { request, response, head, failure } = attempt;
  return {
    at: attempt.sentAt,
    headersAt: attempt.headersAt,
    firstAt: response.firstAt,
    end: attempt.endAt,
    status: head?.status,
    sent: request.received,
    received: response.received,
    requests: messagesOf(attempt, "request"),
    responses: messagesOf(attempt, "response"),
    lastAt: response.lastAt,
    encoding: mediaOf(attempt, "response").encoding,
    override: attempt.override,
    failure: failure === undefined ? undefined : textOf(failure),
  };
}

function messagesOf(attempt: Attempt, side: Side): number {
  if (mediaOf(attempt, side).enveloped) {
    return attempt[side].count().messages;
  }
  return Number(side === "request" || (attempt.head?.status === 200 && attempt.endAt !== undefined));
}

/** Returns the text of a thrown value, which may be anything. */
export function textOf(reason: unknown): string {
  try {
    const { name, message } = Object(reason);
    return String(message === undefined ? reason : `${name}: ${message}`).slice(0, messageLength);
  } catch {
    return "unprintable";
  }
}

function originOf(callOptions: unknown): Origin | undefined {
  const { origin } = callOptions as { origin?: () => Origin };
  return typeof origin === "function" ? origin() : undefined;
}
