/** A stream of ten thousand messages a second: all of them are counted, and the page renders once per frame. */
import { useStream } from "farcall/react";
import { useState } from "react";
import { DemoService } from "../gen/demo/v1/demo_pb.ts";
import { formatCount } from "../model/format.ts";
import { Metric } from "../page/metric.tsx";
import { Segmented } from "../page/segmented.tsx";
import { ErrorNote } from "./error-note.tsx";
import { FrameMeter } from "./frame-meter.tsx";
import { StreamBadge } from "./state-badge.tsx";
import { TickSparkline } from "./tick-sparkline.tsx";
import { useRequestCount } from "./use-request-count.ts";

const input = { perSecond: 10_000, count: 0n };

export function Ticker() {
  const [mode, setMode] = useState<"latest" | "collect">("latest");
  const [isOn, setIsOn] = useState(false);
  const ticks = useStream(DemoService.method.tick, input, { mode, enabled: isOn });
  const { data, isActive } = ticks;
  const held = Array.isArray(data) ? data.length : Math.min(ticks.count, 1);
  const requests = useRequestCount(DemoService.method.tick);

  const start = () => {
    setIsOn(true);
    ticks.restart();
  };
  const stop = () => {
    setIsOn(false);
    ticks.cancel();
  };

  return (
    <>
      <div className="example-controls">
        <button type="button" className="button is-wide" onClick={isActive ? stop : start}>
          {isActive ? "Stop" : "Start"}
        </button>
        <button
          type="button"
          className="button is-wide"
          aria-disabled={!ticks.isStreaming}
          onClick={ticks.isPaused ? ticks.resume : ticks.pause}
        >
          {ticks.isPaused ? "Resume" : "Pause"}
        </button>
        <Segmented
          label="Messages to keep"
          options={[
            ["latest", "Latest message"],
            ["collect", "Last 10,000"],
          ]}
          value={mode}
          onChange={setMode}
        />
        <StreamBadge status={ticks.status} note={ticks.isPaused ? "paused" : ""} />
      </div>
      {ticks.error && <ErrorNote error={ticks.error} />}
      <dl className="metrics">
        <Metric name="Messages" value={formatCount(ticks.count)} />
        <Metric name="Last index" value={ticks.latest ? formatCount(Number(ticks.latest.index)) : "–"} />
        <Metric name="Kept" value={formatCount(held)} />
        <Metric name="Dropped" value={formatCount(ticks.dropped)} />
        <Metric name="Requests" value={String(requests)} />
      </dl>
      <TickSparkline mode={mode} isOn={isOn} />
      <FrameMeter isOn={isActive} />
    </>
  );
}
