/** The phases of a call as a bar, with a line where its deadline is. */
import type { Row } from "farcall/devtools";
import { deadlineOf, percent, type Scale, segmentsOf } from "../model/waterfall.ts";

export function PhaseBar({ row, now, scale }: { row: Row; now: number; scale: Scale }) {
  const deadline = deadlineOf(row);
  return (
    <span className="phase-bar" aria-hidden="true">
      {segmentsOf(row, now).map(({ phase, from, to, attempt }) => {
        const left = percent(scale, from);
        return (
          <span
            key={`${attempt} ${phase} ${from}`}
            className={`phase phase-${phase}`}
            style={{ left: `${left}%`, width: `max(1px, ${percent(scale, to) - left}%)` }}
          />
        );
      })}
      {deadline !== undefined && deadline <= scale.to && (
        <span className="phase-deadline" style={{ left: `${percent(scale, deadline)}%` }} />
      )}
    </span>
  );
}
