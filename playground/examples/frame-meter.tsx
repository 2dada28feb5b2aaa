/** Shows whether the page keeps up: its frame rate, and the longest time that it was busy. */
import { formatCount, formatDuration } from "../model/format.ts";
import { Metric } from "../page/metric.tsx";
import { useFrameTimes } from "./use-frame-times.ts";

export function FrameMeter({ isOn }: { isOn: boolean }) {
  const { framesPerSecond, longestFrameMs, longestTaskMs } = useFrameTimes(isOn);
  const task =
    longestTaskMs === undefined ? "not supported" : longestTaskMs > 0 ? formatDuration(longestTaskMs) : "under 50 ms";
  return (
    <dl className="metrics">
      <Metric name="Frames/s" value={framesPerSecond === undefined ? "–" : formatCount(framesPerSecond)} />
      <Metric name="Longest frame" value={longestFrameMs === undefined ? "–" : formatDuration(longestFrameMs)} />
      <Metric name="Longest task" value={longestFrameMs === undefined ? "–" : task} />
    </dl>
  );
}
