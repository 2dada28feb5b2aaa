/** The phases of each attempt, and where the call comes from. */
import { durationOf } from "../model/call.ts";
import { formatDuration } from "../model/format.ts";
import { deadlineOf, type Phase, percent, type Scale, segmentsOf, ticksOf } from "../model/waterfall.ts";
import { OriginSection } from "./origin-section.tsx";
import { ScrollPane } from "./scroll-pane.tsx";
import type { ShownCall } from "./use-shown-call.ts";

const phaseNames: Record<Phase, string> = {
  page: "In the page",
  waiting: "Waiting",
  headers: "Headers only",
  receiving: "Receiving",
};

export function TimingTab({ call: { row }, state, now }: ShownCall & { now: number }) {
  const end = row.end ?? now;
  const deadline = deadlineOf(row);
  const scale: Scale = { from: row.start, to: Math.max(end, Math.min(deadline ?? end, end + (end - row.start))) };
  const segments = segmentsOf(row, now);
  return (
    <ScrollPane>
      <section className="section" aria-label="Phases">
        <div className="ruler" aria-hidden="true">
          {ticksOf(scale, 5).map((tick) => (
            <span key={tick} style={{ left: `${percent(scale, scale.from + tick)}%` }}>
              {formatDuration(tick)}
            </span>
          ))}
        </div>
        <table className="phases">
          <thead className="unseen">
            <tr>
              <th scope="col">Phase</th>
              <th scope="col">Bar</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {segments.map(({ phase, from, to, attempt }) => (
              <tr key={`${attempt} ${phase} ${from}`}>
                <th scope="row">
                  {phaseNames[phase]}
                  {row.attempts.length > 1 && <span className="quiet"> attempt {attempt + 1}</span>}
                </th>
                <td className="phase-cell">
                  <span
                    className={`phase phase-${phase}`}
                    style={{
                      left: `${percent(scale, from)}%`,
                      width: `max(1px, ${percent(scale, to) - percent(scale, from)}%)`,
                    }}
                  />
                  {deadline !== undefined && (
                    <span className="phase-deadline" style={{ left: `${percent(scale, deadline)}%` }} />
                  )}
                </td>
                <td className="phase-time">{formatDuration(to - from)}</td>
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{row.end === undefined ? "So far" : "Total"}</th>
              <td className="quiet">{deadline !== undefined && `deadline at ${formatDuration(row.timeoutMs ?? 0)}`}</td>
              <td className="phase-time">{formatDuration(durationOf(row, now))}</td>
            </tr>
          </tbody>
        </table>
      </section>
      {row.attempts.length > 1 && (
        <section className="section" aria-label="Attempts">
          <h3>Attempts</h3>
          <ol className="causes">
            {row.attempts.map(({ at, status, failure, end: ended, override }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: attempts are only added
              <li key={index}>
                +{formatDuration(Math.max(0, at - row.start))}
                {`: ${failure ?? (status === undefined ? (ended === undefined ? "pending" : "no response") : `HTTP ${status}`)}`}
                {override !== undefined && <span className="mark mark-override">override</span>}
              </li>
            ))}
          </ol>
        </section>
      )}
      <OriginSection row={row} details={state.details} />
    </ScrollPane>
  );
}
