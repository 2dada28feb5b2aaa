/** Lays out calls on a time axis, each in the first free lane, so that concurrent calls are easy to see. */
import type { Call } from "./call.ts";
import { startOf } from "./in-order-of-start.ts";
import type { Scale } from "./waterfall.ts";

export interface TimelineBar {
  readonly call: Call;
  readonly lane: number;
  /** On one clock for all documents: milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

export interface Timeline {
  readonly bars: readonly TimelineBar[];
  readonly lanes: number;
  /** All of it. */
  readonly scale: Scale;
}

/** Maximum number of calls to draw: the newest. */
export const mostBars = 2000;
/** The least gap between two bars of a lane, as a share of the whole time, so that they look separate. */
const gapShare = 0.002;

/** @param calls in order of their start */
export function timelineOf(calls: readonly Call[], now: number): Timeline {
  const shown = calls.slice(-mostBars).map((call) => {
    const from = startOf(call);
    return { call, from, to: Math.max(from, call.timeOrigin + (call.row.end ?? (call.isKept ? now : call.row.start))) };
  });
  const scale: Scale = {
    from: shown[0]?.from ?? 0,
    to: shown.reduce((latest, { to }) => Math.max(latest, to), shown[0]?.to ?? 0),
  };
  const gap = (scale.to - scale.from) * gapShare;
  const ends: number[] = [];
  const bars = shown.map((bar): TimelineBar => {
    const free = ends.findIndex((end) => end + gap <= bar.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = bar.to;
    return { ...bar, lane };
  });
  return { bars, lanes: ends.length, scale };
}

/** Returns a zoomed scale: a `factor` below 1 zooms in; `center` stays in place. */
export function zoomed(scale: Scale, all: Scale, factor: number, center: number): Scale {
  const least = Math.min(1, all.to - all.from);
  const span = Math.min(Math.max((scale.to - scale.from) * factor, least), all.to - all.from);
  const share = scale.to > scale.from ? (center - scale.from) / (scale.to - scale.from) : 0.5;
  return moved({ from: center - span * share, to: center - span * share + span }, all, 0);
}

/** Returns a scale moved by a number of milliseconds, within the whole. */
export function moved(scale: Scale, all: Scale, by: number): Scale {
  const span = scale.to - scale.from;
  const from = Math.max(all.from, Math.min(scale.from + by, all.to - span));
  return { from, to: from + span };
}
