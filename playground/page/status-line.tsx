/** The head of the response pane: the status of the call, and its numbers. */
import { formatBytes } from "../../react/devtools/model/format.ts";
import type { CallRecord } from "../model/call-record.ts";
import { statusOf } from "../model/call-status.ts";
import { formatCount, formatDuration, formatRate } from "../model/format.ts";
import { ToneIcon } from "./icons.tsx";
import { Metric } from "./metric.tsx";
import type { CurrentCall } from "./use-call.ts";

export interface StatusLineProps extends CurrentCall {
  record: CallRecord | undefined;
  /** The sentence is shown below already. */
  isSentenceHidden: boolean;
  onCancel: () => void;
}

export function StatusLine({ run, snapshot, record, isSentenceHidden, onCancel }: StatusLineProps) {
  const { tone, word, sentence, isCode } = statusOf(snapshot);
  const { elapsedMs, headersMs, firstMessageMs, lastMessageMs, received } = snapshot;
  const rate = formatRate(received, firstMessageMs, lastMessageMs);
  const isStream = run.method.receivesMany;
  const attempt = record?.row.attempts.at(-1);
  return (
    <div className="status">
      <div className="status-line">
        <span className={`status-word tone-${tone}${isCode ? " is-code" : ""}`}>
          <ToneIcon tone={tone} />
          {word}
        </span>
        <span className="status-procedure">{run.method.id}</span>
        {/* Where the panes are stacked, it takes the place of the other button. */}
        {snapshot.isRunning && (
          <button type="button" className="button-quiet status-cancel" onClick={onCancel}>
            Cancel
          </button>
        )}
      </div>
      {!isSentenceHidden && <p className="status-sentence">{sentence}</p>}
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
        <Metric name="HTTP" value={attempt?.status === undefined ? "–" : String(attempt.status)} />
        {!snapshot.isRunning && (
          <>
            <Metric name="Sent" value={attempt ? formatBytes(attempt.sent) : "–"} />
            <Metric name="Received" value={receivedSize(record)} />
          </>
        )}
      </dl>
    </div>
  );
}

/** Returns the size of the response body; if the browser has decompressed it, as it came as well. */
function receivedSize(record: CallRecord | undefined): string {
  const attempt = record?.row.attempts.at(-1);
  if (!attempt) {
    return "–";
  }
  const { encodedBodySize, decodedBodySize } = record?.details?.attempts.at(-1) ?? {};
  const size = formatBytes(attempt.received);
  return encodedBodySize && decodedBodySize && encodedBodySize < decodedBodySize
    ? `${formatBytes(encodedBodySize)}, unpacked ${size}`
    : size;
}
