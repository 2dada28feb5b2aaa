/**
 * The state of a stream: a phase, and a few properties that are independent of it. The transitions are in
 * `stream-machine.ts`; docs/stream-states.md has a diagram.
 */
import type { StreamSpec } from "./stream-spec.ts";
import { idleConnection, type StreamConnection, type StreamStatus } from "./stream-state.ts";

/** The public status, plus `canceled`: idle because it was canceled, until it is requested again. */
export type StreamPhase = StreamStatus | "canceled";

/** Immutable. */
export interface StreamLife {
  readonly phase: StreamPhase;
  /**
   * Who keeps the stream open.
   *
   * - `unowned`: nobody: it was never requested, or is closed
   * - `kept`: it has no owner, but fetches wait for its first snapshot
   * - `owned`: a handle holds it, or there are observers
   * - `lingering`: the last user has left, and a timer runs. An owner's fetch outlives the owner but does not keep it
   *   open
   */
  readonly ownership: "unowned" | "kept" | "owned" | "lingering";
  /**
   * What this run has received.
   *
   * - `silent`: nothing yet: fetches join it instead of starting another run
   * - `outdated`: nothing yet, but later fetches want newer data
   * - `flowing`: messages
   */
  readonly progress: "silent" | "outdated" | "flowing";
  /** The messages of this run: `none` until there is a buffer, `unshown` if some are not published. */
  readonly messages: "none" | "shown" | "unshown";
  readonly playback: "playing" | "paused";
  /** `told` if a fetch has failed with the error of a lost connection, which must not be reported twice. */
  readonly failure: "untold" | "told";
  /**
   * The validity of the cached data: `outdated` if it was invalidated, until new data arrives. No run continues from
   * outdated data. TanStack clears its own flag when any fetch succeeds, even one that resolved with the old data.
   */
  readonly validity: "current" | "outdated";
  /** The fetches that wait for the first snapshot, each with a timer. */
  readonly waiting: readonly number[];
  /** Incremented for each run, and when one is stopped: whatever belongs to an earlier run is ignored. */
  readonly run: number;
  /** The options it was opened with. */
  readonly spec: StreamSpec;
  /** The public connection, except for `phase` and `playback`. */
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

/** Returns the public connection. */
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
