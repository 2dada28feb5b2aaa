/** One stream, to be watched and controlled by an application that has no hooks. */
import type { Query, QueryKey, QueryOptions } from "@tanstack/query-core";
import type { ConnectError } from "../../core/connect-error.ts";
import type { MessageCallbacks } from "./deliver.ts";
import { idleConnection, type StreamSnapshot, type StreamView } from "./stream-state.ts";
import type { LiveStreamStore } from "./stream-store.ts";

/** What `rpc.streamOptions` makes, as far as a handle is concerned. */
export interface StreamQuery<D, O> {
  queryKey: QueryKey;
  // A function property, for its type carries those of the messages.
  queryFn?: ((context: never) => Promise<StreamSnapshot<D, O>>) | symbol;
}

export class StreamHandle<D = unknown, O = unknown> implements Disposable {
  readonly #store: LiveStreamStore;
  readonly #options: QueryOptions & { queryKey: QueryKey };
  readonly #queryHash: string;
  #release: (() => void) | undefined;
  #view: StreamView<D, O> | undefined;
  #viewedState: Query["state"] | undefined;

  /** @internal Handles come from a store. */
  constructor(store: LiveStreamStore, options: StreamQuery<D, O>) {
    this.#store = store;
    const defaulted = store.client.defaultQueryOptions(options as QueryOptions & { queryKey: QueryKey });
    this.#options = defaulted;
    this.#queryHash = defaulted.queryHash;
  }

  /** The stream as it was last published: the same object until something changes. */
  get view(): StreamView<D, O> {
    const live = this.#store.view(this.#queryHash) as StreamView<D, O> | undefined;
    if (live) {
      return live;
    }
    const state = this.#query?.state;
    if (!this.#view || state !== this.#viewedState) {
      this.#view = cachedView(state);
      this.#viewedState = state;
    }
    return this.#view;
  }

  /** Tells of each change of `view`. Returns how to end that. */
  readonly subscribe = (listener: () => void): (() => void) => this.#store.watch(this.#queryHash, listener);

  /** Tells of every message that arrives from now on. Returns how to end that. */
  listen(callbacks: MessageCallbacks<O>): () => void {
    return this.#store.listen(this.#queryHash, callbacks as MessageCallbacks);
  }

  /** Opens the stream, or joins it, and keeps it open until `close()`. */
  open(): this {
    if (!this.#release) {
      this.#release = this.#store.hold(this.#queryHash);
      this.#store.live(this.#queryHash)?.wanted();
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
    this.#store.live(this.#queryHash)?.cancel();
  }

  /** Opens the stream anew, from the beginning. What there is stays until the first new message. */
  restart(): void {
    this.#store.startOver(this.#queryHash);
    this.#fetch();
  }

  /** Opens a stream that was canceled or has failed: after its last message, if it has `resume`. */
  reconnect(): void {
    if (!this.#store.live(this.#queryHash)?.isRunning) {
      this.#fetch();
    }
  }

  #fetch(): void {
    const query = this.#store.client.getQueryCache().build(this.#store.client, this.#options as never);
    query.fetch(undefined, { cancelRefetch: true }).catch(() => {}); // told by the view
  }

  /** Holds the view as it is. Messages are received and counted all the same. */
  pause(): void {
    this.#store.live(this.#queryHash)?.pause();
  }

  /** Shows what has arrived since `pause()`. */
  resume(): void {
    this.#store.live(this.#queryHash)?.resume();
  }

  get #query(): Query | undefined {
    return this.#store.client.getQueryCache().get(this.#queryHash);
  }
}

/** A stream that does not run, by what the cache knows. */
function cachedView<D, O>(state: Query["state"] | undefined): StreamView<D, O> {
  const snapshot = state?.data as StreamSnapshot<D, O> | undefined;
  const error = state?.status === "error" ? (state.error as ConnectError) : undefined;
  const status = error ? "error" : snapshot?.isComplete ? "complete" : "idle";
  return { snapshot, connection: { ...idleConnection, status, error, lastError: error } };
}
