/** A call as the panel knows it, and what can be told from its row alone. */
import type { AttemptRow, Row } from "farcall/devtools";

export interface Call {
  /** Names it among the calls of all documents that the panel has seen. */
  readonly key: string;
  readonly row: Row;
  readonly epoch: string;
  /** `performance.timeOrigin` of its document. */
  readonly timeOrigin: number;
  /** The page can still be asked about it. */
  readonly isKept: boolean;
}

export type CallState = "open" | "ok" | "canceled" | "failed";

/** Whoever ends a call by intent is no failure: the caller, or a reader who has seen enough. */
export function stateOf({ end, code, why }: Row): CallState {
  if (code === undefined) {
    return end === undefined ? "open" : why === "left" ? "canceled" : "ok";
  }
  return why === "caller" || why === "left" ? "canceled" : "failed";
}

/** The attempt whose answer the application got. */
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

/** Messages of the response a second, between the first and the last byte; undefined while that says nothing. */
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

/** The panel made it, or had a hand in it. */
export function isPanelMade({ resentFrom, attempts }: Row): boolean {
  return resentFrom !== undefined || attempts.some(({ override }) => override !== undefined);
}
