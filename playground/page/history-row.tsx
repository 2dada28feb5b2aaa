/** One call of the history. */
import { formatBytes } from "../../react/devtools/model/format.ts";
import { toneOfWord } from "../model/call-status.ts";
import { formatCount, formatDuration, formatTime } from "../model/format.ts";
import type { HistoryEntry } from "../model/history/history-entry.ts";

export interface HistoryRowProps {
  entry: HistoryEntry;
  onLoad: () => void;
  onSendAgain: () => void;
  onPin: () => void;
  onDelete: () => void;
}

export function HistoryRow({ entry, onLoad, onSendAgain, onPin, onDelete }: HistoryRowProps) {
  const { methodId, at, settings, request, end, isPinned } = entry;
  const name = methodId.slice(methodId.indexOf("/") + 1);
  const label = `${name} at ${formatTime(at)}`;
  return (
    <li className="history-row">
      <button type="button" className="history-load" title="Loads it into the form" onClick={onLoad}>
        <span className="history-line">
          <strong>{name}</strong>
          <span className={`history-status tone-${toneOfWord(end?.status)}`}>{end?.status ?? "not finished"}</span>
          <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
        </span>
        <span className="history-request">{request === undefined ? "(too long to be kept)" : oneLine(request)}</span>
        <span className="history-facts">{facts(entry, settings.baseUrl.trim() || "this page's server")}</span>
      </button>
      <span className="history-buttons">
        <button type="button" className="button-quiet" aria-label={`Send again: ${label}`} onClick={onSendAgain}>
          Send again
        </button>
        <button
          type="button"
          className="button-quiet"
          aria-label={`${isPinned ? "Unpin" : "Pin"} ${label}`}
          onClick={onPin}
        >
          {isPinned ? "Unpin" : "Pin"}
        </button>
        <button type="button" className="button-quiet" aria-label={`Delete ${label}`} onClick={onDelete}>
          Delete
        </button>
      </span>
    </li>
  );
}

function facts({ settings, end }: HistoryEntry, target: string): string {
  const protocol = settings.protocol === "connect" ? "Connect" : "gRPC-Web";
  const parts = [target, protocol];
  if (end) {
    parts.push(formatDuration(end.durationMs));
    if (end.messages > 1) {
      parts.push(`${formatCount(end.messages)} messages`);
    }
    if (end.receivedBytes !== undefined) {
      parts.push(formatBytes(end.receivedBytes));
    }
  }
  return parts.join(" · ");
}

const days = new Intl.DateTimeFormat("en", { month: "short", day: "numeric" });

/** The time of today's calls, with the day of earlier ones. */
function timeOf(at: number): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return isToday ? formatTime(at) : `${days.format(at)}, ${formatTime(at)}`;
}

function oneLine(request: string): string {
  const line = request.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)} …` : line;
}
