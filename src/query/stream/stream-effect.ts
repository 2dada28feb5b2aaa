/** What there is to be done when something has happened to a stream: plain data, carried out by `LiveStream`. */
import type { ConnectError } from "../../core/connect-error.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamSnapshot } from "./stream-state.ts";

/** The connection. */
type RunEffect = { type: "abort"; isReplaced: boolean } | { type: "open"; run: number };

/** The messages, and what the cache holds of them. */
type DataEffect =
  /** Begins to gather messages: after those that there are, or from nothing. */
  | { type: "gather"; continues: boolean }
  | { type: "publish"; isComplete: boolean }
  /** Takes over what somebody else has put there. */
  | { type: "adopt"; snapshot: StreamSnapshot | undefined; isWritten: boolean }
  | { type: "deliver"; to: StreamSpec | "listeners"; messages: readonly unknown[] };

/** The fetches that wait, if they still do. */
type FetchEffect =
  /** With what there is. */
  | { type: "answer"; waiters: readonly number[] }
  | { type: "reject"; waiters: readonly number[]; error: ConnectError }
  /** Ends their fetch as if it had never been, with which they leave. */
  | { type: "cancelFetch"; waiters: readonly number[] };

/** What others hear of it. */
type ToldEffect =
  /** The connection has changed. */
  | { type: "tell" }
  /** The run has failed, and no fetch fails with it. `isTold`: the cache has told its listeners. */
  | { type: "fail"; run: number; error: ConnectError; isTold: boolean }
  /** It is closed, and whoever wants it makes another. */
  | { type: "abandon"; run: number };

/** How long nobody has wanted it; or, by its number, how long a fetch waits. */
export type StreamTimer = "linger" | number;

/** The clock. */
type ClockEffect =
  | { type: "startTimer"; timer: StreamTimer; ms: number }
  | { type: "stopTimer"; timer: StreamTimer }
  /** Unless there is one already. */
  | { type: "startFrame" }
  | { type: "stopFrame" };

/** One with a `run` is of no use when there is another run by then. */
export type StreamEffect = RunEffect | DataEffect | FetchEffect | ToldEffect | ClockEffect;
