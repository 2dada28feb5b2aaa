/** One stream, to be watched and controlled by an application that has no hooks. */
/// <reference lib="esnext.disposable" preserve="true" />
import type { QueryKey, QueryOptions, QueryState } from "@tanstack/query-core";
import { ConnectError } from "../../core/connect-error.ts";
import type { MessageCallbacks } from "./deliver.ts";
import type { HandleStore } from "./handle-store.ts";
import { isRunning } from "./stream-life.ts";
import { idleConnection, type StreamConnection, type StreamSnapshot, type StreamView } from "./stream-state.ts";

/** What `rpc.streamOptions` makes, as far as a handle is concerned. */
export interface StreamQuery<D, O> {
  queryKey: QueryKey;
  // A function property, for its type carries those of the messages.
  queryFn?: ((context: never) => Promise<StreamSnapshot<D, O>>) | symbol;
}

export class StreamHandle<D = unknown, O = unknown> implements Disposable {
  readonly #store: HandleStore;
  readonly #options: QueryOptions & { queryKey: QueryKey };
  readonly #queryHash: string;
  #release: (() => void) | undefined;
  #view: StreamView<D, O> = { snapshot: undefined, connection: idleConnection };
  #viewBefore: StreamView<D, O> | undefined;
  /** The connection as it was last seen without a stream. */
  #rest: StreamConnection = idleConnection;
  /** Its error, as the cache has it. */
  #restReason: unknown;

  /** @internal Handles come from a store. */
  constructor(store: HandleStore, options: StreamQuery<D, O>) {
    this.#store = store;
    const defaulted = store.client.defaultQueryOptions(options as QueryOptions & { queryKey: QueryKey });
    this.#options = defaulted;
    this.#queryHash = defaulted.queryHash;
  }

  /** The stream as it was last published: the same object until something changes. */
  get view(): StreamView<D, O> {
    const live = this.#store.live(this.#queryHash);
    const query = this.#store.query(this.#queryHash);
    // What the cache holds is what everybody sees. A stream that is held outlives its query, and keeps it meanwhile.
    const snapshot = (query ? query.state.data : live?.cached.snapshot) as StreamSnapshot<D, O> | undefined;
    const connection = live?.connection ?? this.#connectionAtRest(query?.state);
    if (snapshot !== this.#view.snapshot || connection !== this.#view.connection) {
      this.#view = { snapshot, connection };
    }
    return this.#view;
  }

  /**
   * The stream as it was before it was opened here, which is how a server has rendered it: what a part of a page has to
   * be hydrated with, also if another part has opened the stream meanwhile.
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

  /** Tells of each change of `view`. Returns how to end that. */
  readonly subscribe = (listener: () => void): (() => void) => this.#store.watch(this.#queryHash, listener);

  /** Tells of every message that arrives from now on. Returns how to end that. */
  listen(callbacks: MessageCallbacks<O>): () => void {
    return this.#store.listen(this.#queryHash, callbacks as MessageCallbacks);
  }

  /** Opens the stream, or joins it, and keeps it open until `close()`. */
  open(): this {
    if (!this.#release && typeof this.#options.queryFn !== "symbol") {
      this.#release = this.#store.hold(this.#queryHash);
      this.#store.live(this.#queryHash)?.send({ type: "allowed" });
      // A failure is for the view to tell; here nobody waits.
      void this.#store.client.prefetchQuery(this.#options);
    }
    return this;
  }

  /** Lets go of a stream that this handle opened; it ends if nobody else has it open. */
  close(): void {
    this.#release?.();
    this.#release = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Ends the stream for everyone and keeps its data. Not an error. */
  cancel(): void {
    this.#store.live(this.#queryHash)?.send({ type: "canceled" });
  }

  /** Opens the stream anew, from the beginning. What there is stays until the first new message. */
  restart(): void {
    this.#store.fetch(this.#options, true);
  }

  /** Opens a stream that was canceled or has failed: after its last message, if it has `resume`. */
  reconnect(): void {
    const live = this.#store.live(this.#queryHash);
    if (!live || !isRunning(live.life)) {
      this.#store.fetch(this.#options);
    }
  }

  /** Holds the view as it is. Messages are received and counted all the same. */
  pause(): void {
    this.#store.live(this.#queryHash)?.send({ type: "paused" });
  }

  /** Shows what has arrived since `pause()`. */
  resume(): void {
    this.#store.live(this.#queryHash)?.send({ type: "resumed" });
  }

  /** Of a stream that does not run, by what the cache knows. */
  #connectionAtRest(state: QueryState | undefined): StreamConnection {
    const isFailed = state?.status === "error";
    const reason = isFailed ? state.error : undefined;
    const isComplete = (state?.data as StreamSnapshot | undefined)?.isComplete;
    const status = isFailed ? "error" : isComplete ? "complete" : "idle";
    if (this.#rest.status !== status || this.#restReason !== reason) {
      // It may have come out of a storage, or from another tab, as an error of no class.
      const error = isFailed ? ConnectError.from(reason) : undefined;
      this.#rest = { ...idleConnection, status, error, lastError: error };
      this.#restReason = reason;
    }
    return this.#rest;
  }
}
