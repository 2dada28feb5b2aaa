/** All events of a stream. */
import type { ConnectError } from "../../core/connect-error.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamConnection, StreamSnapshot } from "./stream-state.ts";

/** Events from fetches of its query. */
type FetchEvent =
  /**
   * A fetch opens, reopens or joins the stream, and waits for its first snapshot.
   *
   * `startsOver`: from the beginning, even if it could continue. `isBroken`: there are messages, but not all of them.
   */
  | { type: "asked"; waiter: number; spec: StreamSpec; startsOver: boolean; isBroken: boolean }
  /** The fetch was aborted and no longer waits. */
  | { type: "left"; waiter: number };

/** Events from handles and observers. */
type OwnerEvent =
  /** It has gained its first owner, or lost its last. */
  | { type: "owned"; isOwned: boolean }
  /** Somebody wants it: an earlier cancellation no longer prevents opening it. */
  | { type: "allowed" }
  /** Must be reopened from the beginning, for the fetches that are already waiting. */
  | { type: "restarted" }
  | { type: "canceled" }
  | { type: "paused" }
  | { type: "resumed" };

/** Events from the query cache. */
type CacheEvent =
  /** The data was invalidated. */
  | { type: "invalidated" }
  /** Other code has changed the data. `isWritten`: the change is to last, and new messages are added to it. */
  | { type: "changed"; snapshot: StreamSnapshot; isInvalidated: boolean; isWritten: boolean }
  /** The query was reset to this snapshot. */
  | { type: "reset"; snapshot: StreamSnapshot | undefined; isInvalidated: boolean }
  /** The query was removed, and no handle holds the stream. */
  | { type: "removed" };

/** Events from the connection of this run. */
type ConnectionEvent = { run: number } & (
  | { type: "connection"; change: Partial<StreamConnection> }
  /** A request is about to be sent. */
  | { type: "request" }
  /** These messages have arrived, and are already in the buffer. */
  | { type: "messages"; messages: readonly unknown[] }
  | { type: "completed" }
  | { type: "failed"; error: ConnectError }
);

/** Events from timers. */
type ClockEvent =
  | { type: "frame" }
  /** A fetch has waited long enough. `hasSnapshot`: there is a snapshot to resolve it with. */
  | { type: "silence"; waiter: number; hasSnapshot: boolean }
  /** The linger time is over. */
  | { type: "lingered" };

export type StreamEvent = FetchEvent | OwnerEvent | CacheEvent | ConnectionEvent | ClockEvent;
