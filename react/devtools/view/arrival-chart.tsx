/** A chart of message arrivals: how many in each of sixty parts of a stream's duration, gaps included. */
import { arrivals } from "../model/arrivals.ts";
import type { Frame } from "../model/frames.ts";

export function ArrivalChart({ frames }: { frames: readonly Frame[] }) {
  const bars = arrivals(frames, 60);
  if (bars.length === 0) {
    return null;
  }
  const most = Math.max(...bars);
  return (
    <svg
      className="arrivals"
      width="120"
      height="14"
      viewBox="0 0 120 14"
      role="img"
      aria-label="Message arrivals over time"
    >
      {bars.map((count, index) => {
        const height = count === 0 ? 0 : Math.max(1.5, (count / most) * 14);
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        return <rect key={index} x={index * 2} y={14 - height} width="1.5" height={height} />;
      })}
    </svg>
  );
}
