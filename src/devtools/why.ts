/** Determines what ended a failed call, from what the recorder has seen. */
import { Code } from "../core/code.ts";
import type { ByteLog } from "./byte-log.ts";
import type { Attempt, CallRecord } from "./call-record.ts";
import type { Why } from "./hook.ts";
import { mediaOf } from "./media.ts";

/** The library's wording, which distinguishes a reader that stopped early from a caller that canceled. */
const leftWords = "the stream was closed early";

export function whyOf({ error, ctx, attempts }: CallRecord): Why | undefined {
  if (!error) {
    return undefined;
  }
  const stopped = ctx.deadline.error;
  if (stopped || error.rawMessage === leftWords) {
    const { code, rawMessage } = stopped ?? error;
    if (code === Code.DeadlineExceeded) {
      return "deadline";
    }
    return rawMessage === leftWords ? "left" : code === Code.Canceled ? "caller" : "client";
  }
  const attempt = attempts.at(-1);
  if (!attempt) {
    return "client";
  }
  if (attempt.failure !== undefined) {
    return "network";
  }
  return attempt.head ? whoSpoke(attempt, attempt.head, error.cause === undefined) : "client";
}

/** Returns the server if it sent an error of its protocol, something else over HTTP, or a violation of the protocol. */
function whoSpoke(attempt: Attempt, { status, headers }: Response, isBare: boolean): Why {
  const { codec, enveloped } = mediaOf(attempt, "response");
  if (Number(headers?.get("grpc-status") ?? 0) > 0) {
    return "server";
  }
  if (enveloped && isBare && attempt.response.count().hasEnd) {
    return "server";
  }
  if (status === 200) {
    return "protocol";
  }
  return codec === "json" && isBare && hasCode(attempt.response) ? "server" : "http";
}

/** Returns true if a body is the JSON of a Connect error, which always has a code. */
function hasCode({ head, tail }: ByteLog): boolean {
  const decoder = new TextDecoder();
  const text = [...head, ...tail].map(({ bytes }) => decoder.decode(bytes, { stream: true })).join("");
  try {
    return typeof JSON.parse(text)?.code === "string";
  } catch {
    return false;
  }
}
