/** One call in a row. */
import { memo } from "react";
import { type Call, durationOf, kindLabel, lastAttempt, rateOf, sizesOf } from "../model/call.ts";
import { formatBytes, formatCount, formatDuration, formatRate } from "../model/format.ts";
import { PhaseBar } from "./phase-bar.tsx";
import { statusText, statusTitle } from "./status-text.ts";

export interface CallRowProps {
  id: string;
  call: Call;
  /** For a completed call, its end, so that its row does not render again. */
  now: number;
  scaleMs: number;
  top: number;
  rowIndex: number;
  isSelected: boolean;
  onSelect: (key: string) => void;
}

export const CallRow = memo(function CallRow(props: CallRowProps) {
  const { id, call, now, scaleMs, top, rowIndex, isSelected, onSelect } = props;
  const { row } = call;
  const { text, tone } = statusText(row);
  const { received } = sizesOf(row);
  const rate = rateOf(row);
  const { requests = 0, responses = 0, override } = lastAttempt(row) ?? {};
  const counts = {
    unary: "",
    server_streaming: `↓${formatCount(responses)}`,
    client_streaming: `↑${formatCount(requests)}`,
    bidi_streaming: `↑${formatCount(requests)} ↓${formatCount(responses)}`,
  }[row.kind];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid, which has the focus, handles the keys
    // biome-ignore lint/a11y/useSemanticElements: as in the list
    <div
      id={id}
      className={`call-row tone-${tone}${call.isKept ? "" : " is-past"}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      style={{ top }}
      onClick={(event) => {
        onSelect(call.key);
        event.currentTarget.closest<HTMLElement>("[data-focus=calls]")?.focus({ preventScroll: true });
      }}
    >
      <Cell name="method" title={`${row.service}/${row.method} (${kindLabel(row)})`}>
        <span className="call-method">{row.method || "?"}</span>
        {row.attempts.length > 1 && (
          <span className="mark" title={`${row.attempts.length} attempts`}>
            ×{row.attempts.length}
          </span>
        )}
        {row.source === "network" && (
          <span className="mark" title="Read from the browser's network log after the call ended">
            network
          </span>
        )}
        {row.resentFrom !== undefined && <span className="mark">resent</span>}
        {override !== undefined && <span className="mark mark-override">override</span>}
        <span className="call-service">{row.service.slice(row.service.lastIndexOf(".") + 1)}</span>
      </Cell>
      <Cell name="status" title={statusTitle(row)}>
        <span className="status-dot" />
        {text}
        {counts && (
          <span className="status-count" aria-hidden="true">
            {counts}
          </span>
        )}
      </Cell>
      <Cell name="messages" title={rate === undefined ? undefined : `${formatRate(rate)} from first to last message`}>
        {counts}
      </Cell>
      <Cell name="size">{received > 0 ? formatBytes(received) : "–"}</Cell>
      <Cell name="time">{formatDuration(durationOf(row, now))}</Cell>
      <Cell name="phases">
        <PhaseBar row={row} now={now} scale={{ from: row.start, to: row.start + scaleMs }} />
      </Cell>
    </div>
  );
});

function Cell({ name, title, children }: { name: string; title?: string | undefined; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as in the list
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <span role="gridcell" className={`cell-${name}`} title={title}>
      {children}
    </span>
  );
}
