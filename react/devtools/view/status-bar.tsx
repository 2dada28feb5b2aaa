/** The status bar: the number of calls, and the last action. */
import { sizesOf, stateOf } from "../model/call.ts";
import type { LogState } from "../model/call-log.ts";
import { formatBytes, formatCount, plural } from "../model/format.ts";
import type { Filtered } from "./use-filtered.ts";

export interface StatusBarProps {
  state: LogState;
  filtered: Filtered;
  said: string;
  /** Whether the newest call stays visible; undefined if there is no list to follow. */
  isFollowing: boolean | undefined;
  onFollow: (isFollowing: boolean) => void;
}

export function StatusBar({ state: { calls, page, phase }, filtered, said, isFollowing, onFollow }: StatusBarProps) {
  const shown = filtered.calls.length;
  let failed = 0;
  let received = 0;
  for (const { row } of filtered.calls) {
    failed += stateOf(row) === "failed" ? 1 : 0;
    received += sizesOf(row).received;
  }
  const parts = [
    shown === calls.length ? plural(shown, "call") : `${formatCount(shown)} of ${plural(calls.length, "call")}`,
    failed > 0 ? `${formatCount(failed)} failed` : undefined,
    received > 0 ? formatBytes(received) : undefined,
    filtered.unread > 0 ? `reading ${formatCount(filtered.unread)} more` : undefined,
    page && page.dropped > 0 ? `${formatCount(page.dropped)} dropped by the page` : undefined,
    phase === "lost" ? "the page is not responding" : undefined,
    page?.paused ? "paused" : undefined,
  ];
  return (
    <footer className="status-bar">
      <span>{parts.filter(Boolean).join(" · ")}</span>
      <span className="spacer" />
      <span role="status" className="said">
        {said}
      </span>
      {isFollowing !== undefined && (
        <button
          type="button"
          className="button-quiet"
          aria-pressed={isFollowing}
          title="Keep the newest call visible"
          onClick={() => onFollow(!isFollowing)}
        >
          Follow
        </button>
      )}
    </footer>
  );
}
