/** What has changed since somebody asked last. */
import type { Drained } from "./hook.ts";
import type { Recorder } from "./recorder.ts";
import { rowOf } from "./row.ts";

export function drain(recorder: Recorder, after: number, maxBytes = 1024 * 1024): string {
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
      call.isShown = true;
      size += row.length;
      rows.push(row);
    }
  }
  const seq = more ? last : ring.seq;
  ring.tell(seq);
  const gone = after > 0 ? ring.gone.filter((one) => one.seq > after && one.seq <= seq).map(({ id }) => id) : [];
  const head = { ...recorder.state(), seq, more, gone } satisfies Omit<Drained, "calls">;
  return `${JSON.stringify(head).slice(0, -1)},"calls":[${rows}]}`;
}
