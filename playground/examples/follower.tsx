/** A stream that is cut off every three seconds, and resumes after the last message received. */
import { useStream, useStreamStatus } from "farcall/react";
import { useState } from "react";
import { DemoService, type FollowResponse } from "../gen/demo/v1/demo_pb.ts";
import { Metric } from "../page/metric.tsx";
import { ErrorNote } from "./error-note.tsx";
import { RetryCountdown } from "./retry-countdown.tsx";
import { StreamBadge } from "./state-badge.tsx";
import { useRequestCount } from "./use-request-count.ts";

const input = { after: 0n, perSecond: 5, cutAfter: 15 };

/** Finds gaps and duplicates. The server counts from 1: a number too high means a gap, one too low a duplicate. */
function checkNumbers(messages: readonly FollowResponse[]) {
  let last = 0n;
  let gaps = 0;
  let duplicates = 0;
  for (const { sequence } of messages) {
    gaps += sequence > last + 1n ? 1 : 0;
    duplicates += sequence <= last ? 1 : 0;
    last = sequence;
  }
  return { last, gaps, duplicates };
}

export function Follower() {
  const [isOn, setIsOn] = useState(false);
  const { data, count, isActive, error, lastError, cancel, restart } = useStream(DemoService.method.follow, input, {
    select: checkNumbers,
    resume: (latest, request) => ({ ...request, after: latest.sequence }),
    reconnect: { initialDelayMs: 2000 },
    enabled: isOn,
  });
  const requests = useRequestCount(DemoService.method.follow);
  const start = () => {
    setIsOn(true);
    restart();
  };

  return (
    <>
      <div className="example-controls">
        <button type="button" className="button is-wide" onClick={start}>
          {isOn ? "Restart" : "Start"}
        </button>
        <button type="button" className="button is-wide" aria-disabled={!isActive} onClick={cancel}>
          Cancel
        </button>
        <FollowerStatus />
      </div>
      {error && <ErrorNote error={error} />}
      <dl className="metrics">
        <Metric name="Last number" value={String(data?.last ?? "–")} />
        <Metric name="Received" value={String(count)} />
        <Metric name="Connections" value={String(requests)} />
        <Metric name="Gaps" value={String(data?.gaps ?? 0)} />
        <Metric name="Duplicates" value={String(data?.duplicates ?? 0)} />
      </dl>
      <p className="example-note">
        {lastError ? `The last connection was lost: ${lastError.rawMessage}.` : "No connection has been lost yet."}
      </p>
    </>
  );
}

/** Shows the connection of the stream, and renders only when that changes. */
function FollowerStatus() {
  const { status, attempt, nextRetryAt } = useStreamStatus(DemoService.method.follow, input);
  return (
    <span className="follower-status">
      <StreamBadge status={status} note={attempt > 0 && status !== "idle" ? `attempt ${attempt}` : ""} />
      {nextRetryAt !== undefined && <RetryCountdown at={nextRetryAt} />}
    </span>
  );
}
