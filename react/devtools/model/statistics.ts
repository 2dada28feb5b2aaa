/** Statistics per method: number of calls and failures, durations, bytes. */
import type { Row } from "farcall/devtools";
import { durationOf, procedureOf, sizesOf, stateOf } from "./call.ts";

export interface MethodStatistics {
  readonly procedure: string;
  readonly service: string;
  readonly method: string;
  readonly kind: Row["kind"];
  readonly count: number;
  readonly open: number;
  readonly failed: number;
  /** Of completed calls, in milliseconds; undefined if there are none. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly sent: number;
  readonly received: number;
}

/** Most calls first. */
export function methodStatistics(rows: readonly Row[], now: number): MethodStatistics[] {
  const byProcedure = new Map<string, Row[]>();
  for (const row of rows) {
    const procedure = procedureOf(row);
    const known = byProcedure.get(procedure);
    known ? known.push(row) : byProcedure.set(procedure, [row]);
  }
  return [...byProcedure]
    .map(([procedure, calls]) => statisticsOf(procedure, calls, now))
    .sort((a, b) => b.count - a.count || (a.procedure < b.procedure ? -1 : 1));
}

function statisticsOf(procedure: string, calls: readonly Row[], now: number): MethodStatistics {
  const durations = calls.filter(({ end }) => end !== undefined).map((row) => durationOf(row, now));
  durations.sort((a, b) => a - b);
  const [first] = calls;
  let sent = 0;
  let received = 0;
  for (const call of calls) {
    const sizes = sizesOf(call);
    sent += sizes.sent;
    received += sizes.received;
  }
  return {
    procedure,
    service: first?.service ?? "",
    method: first?.method ?? "",
    kind: first?.kind ?? "unary",
    count: calls.length,
    open: calls.filter((row) => stateOf(row) === "open").length,
    failed: calls.filter((row) => stateOf(row) === "failed").length,
    p50: quantile(durations, 0.5),
    p95: quantile(durations, 0.95),
    sent,
    received,
  };
}

/** The nearest rank: always one of the values. */
export function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
