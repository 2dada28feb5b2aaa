/** Describes the state of a call in a word and a sentence. */
import { Code } from "farcall";
import type { CallSnapshot } from "./call-run.ts";
import { formatDuration } from "./format.ts";

export type StatusTone = "running" | "ok" | "canceled" | "deadline" | "error";

export interface CallStatus {
  readonly tone: StatusTone;
  /** "OK", or the code. */
  readonly word: string;
  /** The word is the code of an error, as on the wire. */
  readonly isCode: boolean;
  readonly sentence: string;
}

export function statusOf({ isRunning, error, received, headersMs, elapsedMs }: CallSnapshot): CallStatus {
  if (isRunning) {
    const sentence =
      received > 0 ? "Messages are arriving" : headersMs ? "Headers have arrived" : "Waiting for a response";
    return { tone: "running", word: "In flight", isCode: false, sentence };
  }
  if (!error) {
    return { tone: "ok", word: "OK", isCode: false, sentence: `Succeeded after ${formatDuration(elapsedMs)}` };
  }
  const { code, rawMessage } = error;
  return { tone: toneOf(code), word: code, isCode: true, sentence: rawMessage || "The error has no message" };
}

/** Returns the tone of a status word; undefined for a call without an end. */
export function toneOfWord(word: string | undefined): StatusTone {
  return word === undefined ? "canceled" : word === "OK" ? "ok" : toneOf(word as Code);
}

function toneOf(code: Code): StatusTone {
  switch (code) {
    case Code.Canceled:
      return "canceled";
    case Code.DeadlineExceeded:
      return "deadline";
    default:
      return "error";
  }
}
