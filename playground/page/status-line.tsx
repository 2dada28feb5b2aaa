/** The state and the timing of a call. */
import { statusOf } from "../model/call-status.ts";
import { formatCount, formatDuration, formatRate } from "../model/format.ts";
import { ToneIcon } from "./icons.tsx";
import { Metric } from "./metric.tsx";
import type { CurrentCall } from "./use-call.ts";

export function StatusLine({ run, snapshot, onCancel }: CurrentCall & { onCancel: () => void }) {
  const { tone, word, sentence } = statusOf(snapshot);
  const { elapsedMs, headersMs, firstMessageMs, lastMessageMs, received } = snapshot;
  const rate = formatRate(received, firstMessageMs, lastMessageMs);
  const isStream = run.method.receivesMany;
  return (
    <div className="status">
      <div className="status-line">
        <span className={`status-word tone-${tone}`}>
          <ToneIcon tone={tone} />
          {word}
        </span>
        <span className="status-procedure">{run.method.id}</span>
        {/* Where the panes are stacked, the other button is no longer visible. */}
        {snapshot.isRunning && (
          <button type="button" className="button-quiet status-cancel" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
      <p className="status-sentence">{sentence}</p>
      <dl className="metrics">
        <Metric name="Time" value={formatDuration(elapsedMs)} />
        <Metric name="Headers after" value={headersMs === undefined ? "–" : formatDuration(headersMs)} />
        {isStream && (
          <>
            <Metric name="First message" value={firstMessageMs === undefined ? "–" : formatDuration(firstMessageMs)} />
            <Metric name="Messages" value={formatCount(received)} />
            <Metric name="Rate" value={rate ?? "–"} />
          </>
        )}
      </dl>
    </div>
  );
}
