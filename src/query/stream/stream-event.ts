/** All that can happen to a stream. */
import type { ConnectError } from "../../core/connect-error.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamConnection, StreamSnapshot } from "./stream-state.ts";

/** From fetches of its query. */
type FetchEvent =
  /**
   * A fetch wants it: opens it, opens it anew, or joins it, and waits for its first snapshot.
   *
   * `startsOver`: from the beginning, even if it could go on. `isBroken`: there are messages, but not all of them.
   */
  | { type: "asked"; waiter: number; spec: StreamSpec; startsOver: boolean; isBroken: boolean }
  /** The fetch was aborted: it waits no more. */
  | { type: "left"; waiter: number };

/** From handles and observers. */
type OwnerEvent =
  /** Somebody has it from now on, or nobody has. */
  | { type: "owned"; isOwned: boolean }
  /** Somebody wants it: that it was canceled before keeps nobody from opening it. */
  | { type: "allowed" }
  /** To be opened from the beginning, for those who wait for it already. */
  | { type: "restarted" }
  | { type: "canceled" }
  | { type: "paused" }
  | { type: "resumed" };

/** From the query cache. */
type CacheEvent =
  /** What there is was declared out of date. */
  | { type: "invalidated" }
  /** Somebody else has changed what there is. `isWritten`: that is to last, and the messages to come are added to it. */
  | { type: "changed"; snapshot: StreamSnapshot; isInvalidated: boolean; isWritten: boolean }
  /** The cache has thrown everything away and begins anew with this. */
  | { type: "reset"; snapshot: StreamSnapshot | undefined; isInvalidated: boolean }
  /** Its query has gone, and nobody holds it. */
  | { type: "removed" };

/** From the connection of this run. */
type ConnectionEvent = { run: number } & (
  | { type: "connection"; change: Partial<StreamConnection> }
  /** A request is about to be made. */
  | { type: "request" }
  /** These have arrived, and are gathered already. */
  | { type: "messages"; messages: readonly unknown[] }
  | { type: "completed" }
  | { type: "failed"; error: ConnectError }
);

/** From the clock. */
type ClockEvent =
  | { type: "frame" }
  /** A fetch has waited for long enough. `hasSnapshot`: there is something that it can be answered with. */
  | { type: "silence"; waiter: number; hasSnapshot: boolean }
  /** Nobody has wanted it for long enough. */
  | { type: "lingered" };

export type StreamEvent = FetchEvent | OwnerEvent | CacheEvent | ConnectionEvent | ClockEvent;
