/** Components that handle only success: they suspend until there is data, and throw failures to the error boundary. */
import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { useSuspenseQuery, useSuspenseStream } from "farcall/react";
import { Suspense, useState } from "react";
import { DemoService } from "../gen/demo/v1/demo_pb.ts";
import { formatDuration } from "../model/format.ts";
import { Segmented } from "../page/segmented.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { ErrorNote } from "./error-note.tsx";
import { StateBadge, StreamBadge } from "./state-badge.tsx";

const failure = { code: 13, message: "the sheep are on strike" };

/** Shows a call that takes a second and a half, or fails immediately. */
function Query({ fails }: { fails: boolean }) {
  const { data } = useSuspenseQuery(
    fails ? DemoService.method.fail : DemoService.method.wait,
    fails ? failure : { durationMs: 1500 },
  );
  return (
    <>
      <StateBadge tone="ok" word="Answered" />
      {"waitedMs" in data && <p className="answer">The server took {formatDuration(data.waitedMs)}.</p>}
    </>
  );
}

/** Shows a stream, as soon as its first sentence has arrived. */
function Stream({ fails }: { fails: boolean }) {
  const { data, status } = useSuspenseStream(
    fails ? DemoService.method.failLater : DemoService.method.introduce,
    fails ? { after: 0, failure } : { name: "Ada", intervalMs: 800 },
  );
  return (
    <>
      <StreamBadge status={status} />
      {data.map((message) => "sentence" in message && <p key={message.sentence}>{message.sentence}</p>)}
    </>
  );
}

export function SuspendedCalls() {
  const [kind, setKind] = useState<"query" | "stream">("query");
  const [fails, setFails] = useState(false);
  const Content = kind === "query" ? Query : Stream;
  return (
    <>
      <div className="example-controls">
        <Segmented
          label="Kind of call"
          options={[
            ["query", "Query"],
            ["stream", "Stream"],
          ]}
          value={kind}
          onChange={setKind}
        />
        <label className="checkbox">
          <input type="checkbox" checked={fails} onChange={(event) => setFails(event.target.checked)} />
          Make it fail
        </label>
      </div>
      <div className="example-result">
        <QueryErrorResetBoundary>
          {({ reset }) => (
            <ErrorBoundary
              key={kind}
              onReset={reset}
              fallback={(error, tryAgain) => (
                <>
                  <ErrorNote error={error} />
                  <button type="button" className="button" onClick={tryAgain}>
                    Try again
                  </button>
                </>
              )}
            >
              <Suspense fallback={<StateBadge tone="running" word="Waiting" />}>
                <Content fails={fails} />
              </Suspense>
            </ErrorBoundary>
          )}
        </QueryErrorResetBoundary>
      </div>
    </>
  );
}
