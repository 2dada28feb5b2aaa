/** Watches and controls one stream, for applications without hooks. */
/// <reference lib="esnext.disposable" preserve="true" />
import type { QueryKey, QueryOptions, QueryState } from "@tanstack/query-core";
import { ConnectError } from "../../core/connect-error.ts";
import { hasFailed } from "./cached-stream.ts";
import type { MessageCallbacks } from "./deliver.ts";
import type { HandleStore } from "./handle-store.ts";
import { isRunning } from "./stream-life.ts";
import { idleConnection, type StreamConnection, type StreamSnapshot, type StreamView } from "./stream-state.ts";

/** The result of `rpc.streamOptions`, as far as handles need it. */
export interface StreamQuery<D, O> {
  queryKey: QueryKey;
  // A function property, because its type carries those of the messages.
  queryFn?: ((context: never) => Promise<StreamSnapshot<D, O>>) | symbol;
}

export class StreamHandle<D = unknown, O = unknown> implements Disposable {
  readonly #store: HandleStore;
  readonly #options: QueryOptions & { queryKey: QueryKey };
  readonly #queryHash: string;
  #release: (() => void) | undefined;
  #view: StreamView<D, O> = { snapshot: undefined, connection: idleConnection };
  #viewBefore: StreamView<D, O> | undefined;
  /** The connection as last seen without a running stream. */
  #rest: StreamConnection = idleConnection;
  /** The error of that connection, as in the cache. */
  #restReason: unknown;

  /** @internal Created by a store. */
  constructor(store: HandleStore, options: StreamQuery<D, O>) {
    this.#store = store;
    const defaulted = store.client.defaultQueryOptions(options as QueryOptions & { queryKey: QueryKey });
    this.#options = defaulted;
    this.#queryHash = defaulted.queryHash;
  }

  /** The stream as last published: the same object until something changes. */
  get view(): StreamView<D, O> {
    const live = this.#store.live(this.#queryHash);
    const query = this.#store.query(this.#queryHash);
    // Everybody sees the data in the cache. A stream that is held outlives its query, and keeps the data in the
    // meantime.
    const snapshot = (query ? query.state.data : live?.cached.snapshot) as StreamSnapshot<D, O> | undefined;
    const connection = live?.connection ?? this.#connectionAtRest(query?.state);
    if (snapshot !== this.#view.snapshot || connection !== this.#view.connection) {
      this.#view = { snapshot, connection };
    }
    return this.#view;
  }

  /**
   * The stream as it was before it was opened here, as a server rendered it: every part of a page must hydrate with
   * this, even if another part has already opened the stream.
   *
   * @internal
   */
  get viewBefore(): StreamView<D, O> {
    const live = this.#store.live(this.#queryHash);
    if (!live) {
      return this.view;
    }
    this.#viewBefore ??= {
      snapshot: live.cached.before as StreamSnapshot<D, O> | undefined,
      connection: { ...idleConnection, status: live.cached.before?.isComplete ? "complete" : "idle" },
    };
    return this.#viewBefore;
  }

  /** Calls the listener on each change of `view`. Returns a function that unsubscribes. */
  readonly subscribe = (listener: () => void): (() => void) => this.#store.watch(this.#queryHash, listener);

  /** Calls the callbacks with every message from now on. Returns a function that unsubscribes. */
  listen(callbacks: MessageCallbacks<O>): () => void {
    return this.#store.listen(this.#queryHash, callbacks as MessageCallbacks);
  }

  /** Opens or joins the stream, and keeps it open until `close()`. */
  open(): this {
    if (!this.#release && typeof this.#options.queryFn !== "symbol") {
      this.#release = this.#store.hold(this.#queryHash);
      this.#store.live(this.#queryHash)?.send({ type: "allowed" });
      // The view reports failures; nobody waits here.
      void this.#store.client.prefetchQuery(this.#options);
    }
    return this;
  }

  /** Releases a stream that this handle opened; it ends if nobody else keeps it open. */
  close(): void {
    this.#release?.();
    this.#release = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Cancels the stream for everyone and keeps its data. Not an error. */
  cancel(): void {
    this.#store.live(this.#queryHash)?.send({ type: "canceled" });
  }

  /** Reopens the stream from the beginning. Its data stays until the first new message. */
  restart(): void {
    this.#store.fetch(this.#options, true);
  }

  /** Reopens a stream that was canceled or has failed: after its last message, if it has `resume`. */
  reconnect(): void {
    const live = this.#store.live(this.#queryHash);
    if (!live || !isRunning(live.life)) {
      this.#store.fetch(this.#options);
    }
  }

  /** Freezes the view. Messages are still received and counted. */
  pause(): void {
    this.#store.live(this.#queryHash)?.send({ type: "paused" });
  }

  /** Shows what has arrived since `pause()`. */
  resume(): void {
    this.#store.live(this.#queryHash)?.send({ type: "resumed" });
  }

  /** The connection of a stream that is not running, derived from the cache. */
  #connectionAtRest(state: QueryState | undefined): StreamConnection {
    const isFailed = state !== undefined && hasFailed(state);
    const reason = isFailed ? state.error : undefined;
    const isComplete = (state?.data as StreamSnapshot | undefined)?.isComplete;
    const status = isFailed ? "error" : isComplete ? "complete" : "idle";
    if (this.#rest.status !== status || this.#restReason !== reason) {
      // It may come from storage or another tab, as a plain object.
      const error = isFailed ? ConnectError.from(reason) : undefined;
      this.#rest = { ...idleConnection, status, error, lastError: error };
      this.#restReason = reason;
    }
    return this.#rest;
  }
}
