/** A query that is called when typing pauses, cached per sentence, and not retried when it is refused. */
import { useQuery } from "farcall/react";
import { useState } from "react";
import { DemoService } from "../gen/demo/v1/demo_pb.ts";
import { formatTime } from "../model/format.ts";
import { Metric } from "../page/metric.tsx";
import { ErrorNote } from "./error-note.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useDebounced } from "./use-debounced.ts";
import { useRequestCount } from "./use-request-count.ts";

export function SayQuery() {
  const [text, setText] = useState("Hello, Farcall!");
  const sentence = useDebounced(text, 300);
  const { data, error, isFetching, dataUpdatedAt, refetch } = useQuery(DemoService.method.say, { sentence });
  const requests = useRequestCount(DemoService.method.say);

  return (
    <>
      <div className="example-controls">
        <label className="field grow">
          <span className="field-label">Sentence (empty is refused)</span>
          <input type="text" value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
        </label>
        <button type="button" className="button" onClick={() => refetch()}>
          Refetch
        </button>
      </div>
      <div className="example-result">
        {isFetching && <StateBadge tone="running" word="Loading" />}
        {!isFetching && error && <StateBadge tone="error" word="Refused" />}
        {!isFetching && data && <StateBadge tone="ok" word="Answered" />}
        {error && !isFetching && <ErrorNote error={error} />}
        {data && <p className="answer">{data.sentence}</p>}
      </div>
      <dl className="metrics">
        <Metric name="Requests" value={String(requests)} />
        <Metric name="Answered at" value={data ? formatTime(dataUpdatedAt) : "–"} />
      </dl>
    </>
  );
}
