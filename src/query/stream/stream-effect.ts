/** The actions that follow from a stream's events: plain data, carried out by `LiveStream`. */
import type { ConnectError } from "../../core/connect-error.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamSnapshot } from "./stream-state.ts";

/** Effects on the connection. */
type RunEffect = { type: "abort"; isReplaced: boolean } | { type: "open"; run: number };

/** Effects on the messages, and on their snapshot in the cache. */
type DataEffect =
  /** Starts a buffer: from the existing messages, or empty. */
  | { type: "gather"; continues: boolean }
  | { type: "publish"; isComplete: boolean }
  /** Takes over a snapshot that other code has set. */
  | { type: "adopt"; snapshot: StreamSnapshot | undefined; isWritten: boolean }
  | { type: "deliver"; to: StreamSpec | "listeners"; messages: readonly unknown[] };

/** Effects on fetches that may still be waiting. */
type FetchEffect =
  /** Resolves them with the current snapshot. */
  | { type: "answer"; waiters: readonly number[] }
  | { type: "reject"; waiters: readonly number[]; error: ConnectError }
  /** Cancels their fetch as if it had never started, which rejects them. */
  | { type: "cancelFetch"; waiters: readonly number[] };

/** Effects that notify others. */
type ToldEffect =
  /** Reports that the connection has changed. */
  | { type: "tell" }
  /** Reports that the run has failed, if no fetch fails with it. `isTold`: the cache has notified its listeners. */
  | { type: "fail"; run: number; error: ConnectError; isTold: boolean }
  /** Reports that it is closed: a new user creates a new stream. */
  | { type: "abandon"; run: number };

/** The linger timer, or, by its number, the timer of a waiting fetch. */
export type StreamTimer = "linger" | number;

/** Effects on timers. */
type ClockEffect =
  | { type: "startTimer"; timer: StreamTimer; ms: number }
  | { type: "stopTimer"; timer: StreamTimer }
  /** Unless one is already scheduled. */
  | { type: "startFrame" }
  | { type: "stopFrame" };

/** Effects with a `run` are ignored if another run has started by then. */
export type StreamEffect = RunEffect | DataEffect | FetchEffect | ToldEffect | ClockEffect;
