/** Returns what has changed since the last request. */
import { now } from "../core/now.ts";
import type { Drained, Override } from "./hook.ts";
import type { Recorder } from "./recorder.ts";
import { rowOf } from "./row.ts";
import type { TransportCount } from "./transport-count.ts";

export function drain(recorder: Recorder, transports: TransportCount, after: number, maxBytes: number): string {
  const { ring } = recorder;
  const rows: string[] = [];
  let size = 0;
  let last = after;
  let more = false;
  for (const call of ring.changesAfter(after)) {
    more = size >= maxBytes;
    if (more) {
      break;
    }
    last = call.seq;
    const row = recorder.guard(call, () => JSON.stringify(rowOf(call)));
    if (row) {
      if (!call.isShown) {
        call.isShown = true;
        transports.add(call);
      }
      size += row.length;
      rows.push(row);
    }
  }
  const seq = more ? last : ring.seq;
  ring.tell(seq);
  const gone = after > 0 ? ring.gone.filter((one) => one.seq > after && one.seq <= seq).map(({ id }) => id) : [];
  const head = { ...stateOf(recorder), transports: transports.size, seq, more, gone } satisfies Omit<Drained, "calls">;
  return `${JSON.stringify(head).slice(0, -1)},"calls":[${rows}]}`;
}

/** Returns everything except the calls. */
function stateOf({ ring, epoch, faults, isPaused, isRevealed, overrides }: Recorder) {
  return {
    epoch,
    timeOrigin: globalThis.performance?.timeOrigin ?? 0, // as now() counts
    now: now(),
    kept: ring.calls.size,
    dropped: ring.dropped,
    faults,
    paused: isPaused,
    redacted: !isRevealed,
    overrides: overrides.map(withoutBodies),
  };
}

/** Omits the bodies, which the client knows. Polled ten times a second, they would be most of the output. */
function withoutBodies({ answers: _, answer, ...rest }: Override): Override {
  return answer ? { ...rest, answer: { ...answer, headers: [], body: [] } } : rest;
}
