/**
 * Where a stream is in its life: one phase, and beside it a few things that are so or otherwise in any phase. The rules
 * by which it changes are in `stream-machine.ts`; docs/stream-states.md has a picture of them.
 */
import type { StreamSpec } from "./stream-spec.ts";
import { idleConnection, type StreamConnection, type StreamStatus } from "./stream-state.ts";

/** What everyone sees of it, and `canceled`: idle, because somebody has ended it, until somebody asks for it again. */
export type StreamPhase = StreamStatus | "canceled";

/** Immutable. */
export interface StreamLife {
  readonly phase: StreamPhase;
  /**
   * Who keeps it open.
   *
   * - `unowned`: nobody; it was never asked for, or is closed
   * - `kept`: nobody has it, but fetches wait for its first snapshot
   * - `owned`: a handle holds it, or somebody observes it
   * - `lingering`: nobody wants it any more, and a timer runs. An owner's fetch outlives the owner and keeps nothing open
   */
  readonly ownership: "unowned" | "kept" | "owned" | "lingering";
  /**
   * What has come of this run.
   *
   * - `silent`: nothing yet: whoever asks for the stream joins it, instead of starting another run
   * - `outdated`: nothing yet, and whoever asks from now on wants something newer
   * - `flowing`: messages
   */
  readonly progress: "silent" | "outdated" | "flowing";
  /** Of this run: `none` until it has something to gather them in, `unshown` if some are not published. */
  readonly messages: "none" | "shown" | "unshown";
  readonly playback: "playing" | "paused";
  /** `told` if a fetch has failed with the error of a lost connection: it is not to be told a second time. */
  readonly failure: "untold" | "told";
  /**
   * Of what the cache holds: `outdated` if somebody has declared it so, until there is something new. Nothing goes on
   * from it. TanStack forgets that with any fetch that succeeds, also with one that was answered with what there was.
   */
  readonly validity: "current" | "outdated";
  /** The fetches that wait for its first snapshot, each with a timer. */
  readonly waiting: readonly number[];
  /** Another number for each run, and when one was stopped: what belongs to an earlier run is of no use. */
  readonly run: number;
  /** What it was opened with. */
  readonly spec: StreamSpec;
  /** As everyone sees it, but for what `phase` and `playback` say. */
  readonly connection: StreamConnection;
}

export function newLife(spec: StreamSpec, isInvalidated: boolean): StreamLife {
  return {
    phase: "idle",
    ownership: "unowned",
    progress: "silent",
    messages: "none",
    playback: "playing",
    failure: "untold",
    validity: validityOf(isInvalidated),
    waiting: [],
    run: 0,
    spec,
    connection: idleConnection,
  };
}

export function validityOf(isInvalidated: boolean): StreamLife["validity"] {
  return isInvalidated ? "outdated" : "current";
}

/** As everyone sees it. */
export function connectionOf({ phase, playback, connection }: StreamLife): StreamConnection {
  return { ...connection, status: phase === "canceled" ? "idle" : phase, isPaused: playback === "paused" };
}

export function isRunning({ phase }: StreamLife): boolean {
  return phase === "connecting" || phase === "open" || phase === "reconnecting";
}

/** True when refetching would be wrong: the stream is running, was canceled, or has unpublished messages. */
export function isFresh(life: StreamLife): boolean {
  return isRunning(life) || life.phase === "canceled" || life.messages === "unshown";
}
