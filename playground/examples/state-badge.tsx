/** The state of a call or a stream in one word, announced to screen readers as well. */
import type { StreamStatus } from "farcall/query";
import type { StatusTone } from "../model/call-status.ts";
import { ToneIcon } from "../page/icons.tsx";

export function StateBadge({ tone, word }: { tone: StatusTone; word: string }) {
  return (
    <span className={`status-word tone-${tone}`} role="status">
      <ToneIcon tone={tone} />
      {word}
    </span>
  );
}

const streamTones: Readonly<Record<StreamStatus, StatusTone>> = {
  idle: "canceled",
  connecting: "running",
  open: "ok",
  reconnecting: "deadline",
  complete: "ok",
  error: "error",
};

export function StreamBadge({ status, note = "" }: { status: StreamStatus; note?: string }) {
  return <StateBadge tone={streamTones[status]} word={note ? `${status}, ${note}` : status} />;
}
