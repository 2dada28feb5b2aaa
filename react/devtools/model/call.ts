/** A call in the panel, and everything that can be derived from its row. */
import type { AttemptRow, Row } from "farcall/devtools";

export interface Call {
  /** Names it among the calls of all documents that the panel has seen. */
  readonly key: string;
  readonly row: Row;
  readonly epoch: string;
  /** `performance.timeOrigin` of its document. */
  readonly timeOrigin: number;
  /** Whether the page still keeps it. */
  readonly isKept: boolean;
}

export type CallState = "open" | "ok" | "canceled" | "failed";

/** Ending a call on purpose is not a failure: by the caller, or by a reader that stops early. */
export function stateOf({ end, code, why }: Row): CallState {
  if (code === undefined) {
    return end === undefined ? "open" : why === "left" ? "canceled" : "ok";
  }
  return why === "caller" || why === "left" ? "canceled" : "failed";
}

/** Returns the attempt whose response the application got. */
export function lastAttempt({ attempts }: Row): AttemptRow | undefined {
  return attempts.at(-1);
}

export function durationOf({ start, end }: Row, now: number): number {
  return Math.max(0, (end ?? now) - start);
}

export function sizesOf({ attempts }: Row): { sent: number; received: number } {
  return attempts.reduce((sum, { sent, received }) => ({ sent: sum.sent + sent, received: sum.received + received }), {
    sent: 0,
    received: 0,
  });
}

/** Response messages per second between the first and the last byte; undefined while that is meaningless. */
export function rateOf(row: Row): number | undefined {
  const { firstAt, lastAt, responses = 0 } = lastAttempt(row) ?? {};
  const ms = (lastAt ?? 0) - (firstAt ?? 0);
  return responses > 1 && ms > 0 ? ((responses - 1) / ms) * 1000 : undefined;
}

/** "demo.v1.DemoService/Say". */
export function procedureOf({ service, method }: Row): string {
  return `${service}/${method}`;
}

/** "unary", "server stream", "client stream", "bidi stream". */
export function kindLabel({ kind }: Row): string {
  return kind.replace("_streaming", " stream");
}

/** Returns whether the panel made the call, or changed its outcome. */
export function isPanelMade({ resentFrom, attempts }: Row): boolean {
  return resentFrom !== undefined || attempts.some(({ override }) => override !== undefined);
}
