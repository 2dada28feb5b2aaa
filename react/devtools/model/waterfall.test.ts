/** The phases of a call on a time axis. */

import type { AttemptRow, Row } from "farcall/devtools";
import fc from "fast-check";
import { expect, test } from "vitest";
import { percent, segmentsOf, ticksOf } from "./waterfall.ts";

function rowOf(row: Partial<Row>): Row {
  return {
    id: "1",
    seq: 1,
    service: "s",
    method: "m",
    kind: "unary",
    protocol: "connect",
    url: "",
    httpMethod: "POST",
    start: 0,
    attempts: [],
    ...row,
  };
}

const sizes = { sent: 0, received: 0, requests: 1, responses: 1 };

test("a call starts in the page, waits, gets headers, and receives", () => {
  const attempt: AttemptRow = { ...sizes, at: 2, headersAt: 10, firstAt: 12, end: 20 };
  const segments = segmentsOf(rowOf({ end: 22, attempts: [attempt] }), 99);
  expect(segments.map(({ phase, from, to }) => [phase, from, to])).toEqual([
    ["page", 0, 2],
    ["waiting", 2, 10],
    ["headers", 10, 12],
    ["receiving", 12, 20],
    ["page", 20, 22],
  ]);
});

test("the pause between two attempts is spent in the page", () => {
  const attempts: AttemptRow[] = [
    { ...sizes, at: 0, end: 5 },
    { ...sizes, at: 30, headersAt: 35, firstAt: 36, end: 40 },
  ];
  const segments = segmentsOf(rowOf({ end: 40, attempts }), 99);
  expect(segments.map(({ phase, attempt, to }) => [phase, attempt, to])).toEqual([
    ["waiting", 0, 5],
    ["page", 1, 30],
    ["waiting", 1, 35],
    ["headers", 1, 36],
    ["receiving", 1, 40],
  ]);
});

test("whatever a page reports, the bars follow one another, and fill the call from start to end", () => {
  const time = fc.double({ min: -1e6, max: 1e9, noNaN: true });
  const anyAttempt = fc.record({
    at: time,
    headersAt: fc.option(time, { nil: undefined }),
    firstAt: fc.option(time, { nil: undefined }),
    end: fc.option(time, { nil: undefined }),
  });
  fc.assert(
    fc.property(
      time,
      fc.option(time, { nil: undefined }),
      time,
      fc.array(anyAttempt, { maxLength: 5 }),
      (start, end, now, attempts) => {
        const row = rowOf({
          start,
          ...(end !== undefined && { end }),
          attempts: attempts.map((attempt) => ({ ...sizes, ...attempt })) as AttemptRow[],
        });
        const segments = segmentsOf(row, now);
        let at = start;
        for (const { from, to } of segments) {
          expect(from).toBe(at);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(at).toBe(Math.max(start, end ?? now));
      },
    ),
  );
});

test("a ruler has round steps, and never more than requested", () => {
  expect(ticksOf({ from: 0, to: 100 }, 5)).toEqual([20, 40, 60, 80, 100]);
  expect(ticksOf({ from: 5, to: 5 }, 5)).toEqual([]);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.integer({ min: 1, max: 20 }), (span, most) => {
      const ticks = ticksOf({ from: 0, to: span }, most);
      expect(ticks.length).toBeLessThanOrEqual(most);
      expect(ticks.every((tick) => tick <= span * 1.0001)).toBe(true);
    }),
  );
  expect(percent({ from: 0, to: 0 }, 5)).toBe(0);
});
