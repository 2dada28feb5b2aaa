/** All calls on one time axis, which can be zoomed and panned. */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import type { Call } from "../model/call.ts";
import { formatDuration, formatTime, plural } from "../model/format.ts";
import { mostBars, moved, timelineOf, zoomed } from "../model/timeline.ts";
import { percent, type Scale, ticksOf } from "../model/waterfall.ts";
import { viewStyles } from "../styles/views.ts";
import { PhaseBar } from "./phase-bar.tsx";
import { statusText, statusTitle } from "./status-text.ts";
import { Styles } from "./styles.tsx";

const laneHeight = 20;

export interface TimelineViewProps {
  calls: readonly Call[];
  now: number;
  selected: string | undefined;
  onSelect: (key: string) => void;
}

export function TimelineView({ calls, now, selected, onSelect }: TimelineViewProps) {
  const id = useId();
  const bodyRef = useRef<HTMLDivElement>(null);
  const { bars, lanes, scale: all } = useMemo(() => timelineOf(calls, now), [calls, now]);
  const [chosen, setChosen] = useState<Scale>();
  const scale = chosen ?? all;
  const shown = bars.filter(({ from, to }) => to >= scale.from && from <= scale.to);

  const zoom = (factor: number, center = (scale.from + scale.to) / 2) => {
    const next = zoomed(scale, all, factor, center);
    setChosen(next.to - next.from >= (all.to - all.from) * 0.999 ? undefined : next);
  };
  const move = (share: number) => setChosen(moved(scale, all, (scale.to - scale.from) * share));

  // Not React's wheel listener, which is passive and could not keep the page from zooming.
  const wheel = useRef<(event: WheelEvent) => void>(() => {});
  wheel.current = (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const box = bodyRef.current?.getBoundingClientRect();
      const share = box ? (event.clientX - box.left) / Math.max(1, box.width) : 0.5;
      zoom(event.deltaY > 0 ? 1.25 : 0.8, scale.from + (scale.to - scale.from) * share);
    } else if (event.deltaX !== 0) {
      event.preventDefault();
      move(event.deltaX / 500);
    }
  };
  useEffect(() => {
    const hear = (event: WheelEvent) => wheel.current(event);
    const body = bodyRef.current;
    body?.addEventListener("wheel", hear, { passive: false });
    return () => body?.removeEventListener("wheel", hear);
  }, []);

  const selectedIndex = shown.findIndex(({ call }) => call.key === selected);
  const step = (by: number) => {
    const at = selectedIndex < 0 ? (by > 0 ? -1 : shown.length) : selectedIndex;
    const bar = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (bar) {
      onSelect(bar.call.key);
    }
  };
  const acts = new Map<string, () => void>([
    ["+", () => zoom(0.7)],
    ["-", () => zoom(1.4)],
    ["0", () => setChosen(undefined)],
    ["ArrowLeft", () => step(-1)],
    ["ArrowRight", () => step(1)],
    ["PageUp", () => move(-0.5)],
    ["PageDown", () => move(0.5)],
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = acts.get(event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  };

  return (
    <section className="view timeline" aria-label="Timeline">
      <Styles css={viewStyles} />
      <div className="timeline-head">
        <span className="quiet">
          {formatTime(scale.from)}, {formatDuration(scale.to - scale.from)}
          {calls.length > mostBars && `, the newest ${plural(mostBars, "call")}`}
        </span>
        <span className="spacer" />
        <button type="button" className="button-quiet" onClick={() => zoom(0.6)}>
          Zoom in
        </button>
        <button type="button" className="button-quiet" onClick={() => zoom(1.6)}>
          Zoom out
        </button>
        <button type="button" className="button-quiet" disabled={!chosen} onClick={() => setChosen(undefined)}>
          Show all
        </button>
      </div>
      <div className="timeline-ruler" aria-hidden="true">
        {ticksOf(scale, 6).map((tick) => (
          <span key={tick} style={{ left: `${percent(scale, scale.from + tick)}%` }}>
            {formatDuration(tick)}
          </span>
        ))}
      </div>
      <div
        className="timeline-body"
        role="listbox"
        tabIndex={0}
        aria-activedescendant={selectedIndex < 0 ? undefined : `${id}-${selected}`}
        aria-label="Timeline of calls: arrow keys select, plus and minus zoom"
        data-focus="calls"
        ref={bodyRef}
        onKeyDown={onKeyDown}
      >
        <div className="timeline-lanes" style={{ height: lanes * laneHeight }}>
          {shown.map(({ call, lane, from, to }) => {
            const left = percent(scale, from);
            const { row } = call;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list, which has the focus, handles the keys
              <div
                key={call.key}
                id={`${id}-${call.key}`}
                role="option"
                tabIndex={-1}
                className={`timeline-bar tone-${statusText(row).tone}`}
                aria-selected={call.key === selected}
                title={`${row.method}: ${statusTitle(row)}, ${formatDuration(to - from)}${row.origin ? `, ${row.origin.kind} ${row.origin.key}` : ""}`}
                style={{ top: lane * laneHeight, left: `${left}%`, width: `max(3px, ${percent(scale, to) - left}%)` }}
                onClick={() => onSelect(call.key)}
              >
                <PhaseBar row={row} now={now} scale={{ from: row.start, to: row.start + Math.max(to - from, 0.01) }} />
                <span className="timeline-name">{row.method}</span>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}
