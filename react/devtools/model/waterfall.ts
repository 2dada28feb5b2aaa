/** Computes the phases of a call as bars on a time axis. */
import type { Row } from "farcall/devtools";

export type Phase =
  /** In the page: interceptors, encoding, compression, and the pauses between attempts. */
  | "page"
  /** Sent, and no headers yet. */
  | "waiting"
  /** Headers, and no bytes yet. */
  | "headers"
  /** From the first byte to the last. */
  | "receiving";

export interface Segment {
  readonly phase: Phase;
  readonly from: number;
  readonly to: number;
  /** From 0. */
  readonly attempt: number;
}

/** In the order of time, without gaps, from the start to the end or, while it is open, to `now`. */
export function segmentsOf({ start, end, attempts }: Row, now: number): Segment[] {
  const segments: Segment[] = [];
  const stop = Math.max(start, end ?? now);
  let at = start;
  const advance = (phase: Phase, to: number | undefined, attempt: number) => {
    // A page's clock is coarse, and a page may lie: no bar may be longer than its call or go backwards.
    const until = Math.min(Math.max(to ?? at, at), stop);
    if (until > at) {
      segments.push({ phase, from: at, to: until, attempt });
      at = until;
    }
  };
  for (const [index, attempt] of attempts.entries()) {
    const ended = attempt.end ?? (index === attempts.length - 1 ? stop : attempts[index + 1]?.at);
    advance("page", attempt.at, index);
    advance("waiting", attempt.headersAt ?? ended, index);
    if (attempt.headersAt !== undefined) {
      advance("headers", attempt.firstAt ?? ended, index);
      if (attempt.firstAt !== undefined) {
        advance("receiving", ended, index);
      }
    }
  }
  advance("page", stop, Math.max(0, attempts.length - 1));
  return segments;
}

/** Returns the time of the deadline. */
export function deadlineOf({ start, timeoutMs }: Row): number | undefined {
  return timeoutMs === undefined ? undefined : start + timeoutMs;
}

/** A part of a time axis, on which bars are drawn in percent. */
export interface Scale {
  readonly from: number;
  readonly to: number;
}

export function percent({ from, to }: Scale, at: number): number {
  return to > from ? Math.min(Math.max(((at - from) / (to - from)) * 100, 0), 100) : 0;
}

/** Returns at most `most` round ticks for a ruler, 1, 2 or 5 times a power of ten apart. */
export function ticksOf({ from, to }: Scale, most: number): number[] {
  const span = to - from;
  if (!(span > 0) || most < 1) {
    return [];
  }
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const count = Math.floor(span / step);
  return Array.from({ length: Math.min(count, most) }, (_, index) => (index + 1) * step);
}
