/** What is known of a stream at one moment: its messages, which the query cache holds, and its connection. */
import type { ConnectError } from "../../core/connect-error.ts";
import type { Metadata } from "../../core/metadata.ts";

/** The messages so far. Immutable: a new one is published at most once a frame. */
export interface StreamSnapshot<D = unknown, O = unknown> {
  /** As `mode` says: the last message, a list of them, or what a reducer made of them. */
  readonly data: D;
  /** The last message; undefined before the first. */
  readonly latest: O | undefined;
  /** Messages received, in all. */
  readonly count: number;
  /** Of those, how many `data` no longer holds because of its limit. */
  readonly dropped: number;
  /** True when the server has ended the stream: there is no more to come. */
  readonly isComplete: boolean;
}

/**
 * - `idle`: nothing is under way: not begun, canceled, or left by everyone
 * - `connecting`: the request is on its way
 * - `open`: the response has begun
 * - `reconnecting`: the connection was lost; waiting for the next attempt, or trying
 * - `complete`: the server has ended the stream
 * - `error`: the stream has failed and is not tried again
 */
export type StreamStatus = "idle" | "connecting" | "open" | "reconnecting" | "complete" | "error";

/** The connection behind a stream. Immutable. */
export interface StreamConnection {
  readonly status: StreamStatus;
  /** Why the stream has failed; undefined unless `status` is `error`. */
  readonly error: ConnectError | undefined;
  /** Why the last connection was lost, also when it was made anew since. */
  readonly lastError: ConnectError | undefined;
  /** How many attempts to connect anew there were since the last message; 0 while all is well. */
  readonly attempt: number;
  /** When the next attempt is made, in milliseconds since the epoch; undefined unless one is waited for. */
  readonly nextRetryAt: number | undefined;
  /** Response headers of the last connection. */
  readonly headers: Metadata | undefined;
  /** Response trailers of the last connection; undefined before its end. */
  readonly trailers: Metadata | undefined;
  /** True while `pause()` holds back what arrives. */
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

/** Both together. The same object until something changes. */
export interface StreamView<D = unknown, O = unknown> {
  /** Undefined before the first snapshot. */
  readonly snapshot: StreamSnapshot<D, O> | undefined;
  readonly connection: StreamConnection;
}
