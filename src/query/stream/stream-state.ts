/** The public state of a stream: its messages, which are in the query cache, and its connection. */
import type { ConnectError } from "../../core/connect-error.ts";
import type { Metadata } from "../../core/metadata.ts";

/** The messages so far. Immutable: a new one is published at most once per frame. */
export interface StreamSnapshot<D = unknown, O = unknown> {
  /** As set by `mode`: the last message, a list of messages, or the result of a reducer. */
  readonly data: D;
  /** The last message; undefined before the first. */
  readonly latest: O | undefined;
  /** The total number of messages received. */
  readonly count: number;
  /** How many of those `data` no longer holds because of its limit. */
  readonly dropped: number;
  /** True when the server has ended the stream: no more messages will come. */
  readonly isComplete: boolean;
}

/**
 * - `idle`: not running: not started, canceled, or no longer used
 * - `connecting`: the request was sent
 * - `open`: the response has started
 * - `reconnecting`: the connection was lost; waiting for the next attempt, or making it
 * - `complete`: the server has ended the stream
 * - `error`: the stream has failed and is not retried
 */
export type StreamStatus = "idle" | "connecting" | "open" | "reconnecting" | "complete" | "error";

/** The connection behind a stream. Immutable. */
export interface StreamConnection {
  readonly status: StreamStatus;
  /** Why the stream failed; undefined unless `status` is `error`. */
  readonly error: ConnectError | undefined;
  /** Why the last connection was lost, even if the stream has reconnected since. */
  readonly lastError: ConnectError | undefined;
  /** The number of attempts to reconnect since the last message; 0 while connected. */
  readonly attempt: number;
  /** When the next attempt is made, in milliseconds since the epoch; undefined unless one is scheduled. */
  readonly nextRetryAt: number | undefined;
  /** Response headers of the last connection. */
  readonly headers: Metadata | undefined;
  /** Response trailers of the last connection; undefined before its end. */
  readonly trailers: Metadata | undefined;
  /** True while `pause()` holds back new messages. */
  readonly isPaused: boolean;
}

export const idleConnection: StreamConnection = {
  status: "idle",
  error: undefined,
  lastError: undefined,
  attempt: 0,
  nextRetryAt: undefined,
  headers: undefined,
  trailers: undefined,
  isPaused: false,
};

/** A snapshot and a connection. The same object until something changes. */
export interface StreamView<D = unknown, O = unknown> {
  /** Undefined before the first snapshot. */
  readonly snapshot: StreamSnapshot<D, O> | undefined;
  readonly connection: StreamConnection;
}
