/** Calls with everything that a page has recorded of them, to be written to a file. */
import type { CallDetails, Hook, Row, Schema, Side } from "../hook.ts";

export interface LoggedBody {
  readonly attempt: number;
  readonly side: Side;
  /** The arrival time of each chunk, and its bytes in base64. */
  readonly chunks: readonly (readonly [at: number, bytes: string])[];
}

export interface LoggedCall {
  readonly row: Row;
  /** `performance.timeOrigin` of its page. */
  readonly timeOrigin: number;
  /** Null if the call was dropped while it was being read. */
  readonly details: CallDetails | null;
  /** Null for messages that are not from protobuf-es. */
  readonly schema: Schema | null;
  readonly bodies: readonly LoggedBody[];
}

/**
 * Reads all recorded calls of a page, in the order they started. Header values that the page hides stay hidden; bodies
 * are unchanged.
 *
 * Self-contained, so that its source can be evaluated in a page: `page.evaluate(\`(${logCalls})(...)\`)`.
 *
 * @param hook `globalThis[Symbol.for("farcall.devtools")]`; without one there are no calls
 */
export async function logCalls(hook: Hook | undefined): Promise<LoggedCall[]> {
  await hook?.ready();
  const calls = new Map<string, LoggedCall>();
  for (let after = 0, more = hook !== undefined; hook && more; ) {
    const part = JSON.parse(hook.drain(after));
    for (const row of part.calls) {
      const details = JSON.parse(hook.details(row.id));
      const bodies = [];
      for (let attempt = 0; attempt < (details?.attempts.length ?? 0); attempt++) {
        for (const side of ["request", "response"] as const) {
          const chunks = [];
          for (let next = 0, total = 1; next < total; ) {
            const page = JSON.parse(hook.chunks(row.id, attempt, side, next));
            chunks.push(...(page?.chunks ?? []));
            next = page?.next ?? total;
            total = page?.total ?? 0;
          }
          if (chunks.length > 0) {
            bodies.push({ attempt, side, chunks });
          }
        }
      }
      calls.set(row.id, { row, timeOrigin: part.timeOrigin, details, schema: JSON.parse(hook.schema(row.id)), bodies });
    }
    after = part.seq;
    more = part.more;
  }
  return [...calls.values()].sort((one, other) => one.row.start - other.row.start);
}
