/** All streams of a QueryClient: manages who reads them, how long they live, and who is notified. */
import type { Query, QueryCacheNotifyEvent, QueryClient, QueryKey, QueryOptions } from "@tanstack/query-core";
import { cachedQuery } from "../cached-query.ts";
import { rendersPages } from "../renders-pages.ts";
import { deliver, type MessageCallbacks } from "./deliver.ts";
import type { HandleStore } from "./handle-store.ts";
import { ListenerMap } from "./listener-map.ts";
import { LiveStream } from "./live-stream.ts";
import { readFirst } from "./read-first.ts";
import type { StreamEvent } from "./stream-event.ts";
import { StreamHandle, type StreamQuery } from "./stream-handle.ts";
import { isFresh } from "./stream-life.ts";
import { compareLimit } from "./stream-limit.ts";
import { StreamOwners } from "./stream-owners.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamSnapshot } from "./stream-state.ts";

/**
 * The streams of a QueryClient: `streamStore(queryClient)`. The React hooks are built on this, but it does not need
 * them.
 */
export interface StreamStore {
  /**
   * Returns a handle to watch and control a stream. Watching does not open it: a query observer (`useStream`,
   * `useQuery`) or `open()` does.
   */
  handle<D, O>(options: StreamQuery<D, O>): StreamHandle<D, O>;
  /**
   * Opens a stream, or joins it if it is already open, and keeps it open until `close()`.
   *
   * @example
   * using ticks = streamStore(queryClient).open(rpc.streamOptions(TickService.method.tick, {}, { mode: "latest" }));
   * ticks.subscribe(() => draw(ticks.view.snapshot?.data));
   */
  open<D, O>(options: StreamQuery<D, O>): StreamHandle<D, O>;
}

const stores = new WeakMap<QueryClient, LiveStreamStore>();

/** Returns the store of this QueryClient. */
export function streamStore(client: QueryClient): StreamStore {
  return liveStreamStore(client);
}

/** @internal */
export function liveStreamStore(client: QueryClient): LiveStreamStore {
  let store = stores.get(client);
  if (!store) {
    store = new LiveStreamStore(client);
    stores.set(client, store);
  }
  return store;
}

/** Returns true if refetching this query would be wrong: see `isFresh` in stream-life.ts. */
export function isFreshStream(query: object): boolean {
  const live = liveByQuery.get(query);
  return live !== undefined && isFresh(live.life);
}

/** Filled by the stores, because `staleTime` receives only a query. */
const liveByQuery = new WeakMap<object, LiveStream>();

/** The store, with the methods for queries and handles. @internal */
export class LiveStreamStore implements StreamStore, HandleStore {
  readonly client: QueryClient;
  readonly #live = new Map<string, LiveStream>();
  readonly #owners = new StreamOwners();
  readonly #viewListeners = new ListenerMap<() => void>();
  readonly #messageListeners = new ListenerMap<MessageCallbacks>();
  readonly #startingOver = new Set<string>();
  readonly #removed = new WeakSet<Query>();

  constructor(client: QueryClient) {
    this.client = client;
    client.getQueryCache().subscribe((event) => this.#onCacheEvent(event));
  }

  handle<D, O>(options: StreamQuery<D, O>): StreamHandle<D, O> {
    return new StreamHandle(this, options);
  }

  open<D, O>(options: StreamQuery<D, O>): StreamHandle<D, O> {
    return this.handle(options).open();
  }

  /** Implements the query function of a stream. */
  read(queryKey: QueryKey, spec: StreamSpec, signal: AbortSignal): Promise<StreamSnapshot> {
    const query = cachedQuery(this.client, queryKey);
    if (!query) {
      throw new Error(`there is no query ${JSON.stringify(queryKey)} to fetch`);
    }
    const { queryHash } = query;
    if (rendersPages && !this.#owners.isHeld(queryHash)) {
      return readFirst(spec, queryHash, signal);
    }
    const live = this.#live.get(queryHash) ?? this.#create(query, spec);
    liveByQuery.set(query, live);
    this.#owners.noteFetch(query);
    const first = live.read(query, spec, signal, this.#startingOver.delete(queryHash));
    this.#updateOwners(query);
    signal.addEventListener("abort", () => this.#owners.isCanceled(query) && live.send({ type: "canceled" }), {
      once: true,
    });
    return first;
  }

  query(queryHash: string): Query | undefined {
    return this.client.getQueryCache().get(queryHash);
  }

  live(queryHash: string): LiveStream | undefined {
    return this.#live.get(queryHash);
  }

  fetch(options: QueryOptions & { queryKey: QueryKey }, startsOver = false): void {
    if (typeof options.queryFn === "symbol") {
      return; // skipped
    }
    const query = this.client.getQueryCache().build(this.client, options);
    const { queryHash } = query;
    const live = this.#live.get(queryHash);
    if (startsOver && live?.life.waiting.length) {
      live.send({ type: "restarted" }); // TanStack would join the pending fetch
      return;
    }
    if (startsOver) {
      this.#startingOver.add(queryHash);
    }
    // The query's own options are newer than the handle's. A query that was hydrated, or set, has none.
    const isComplete = query.options.queryFn || query.observers.some((observer) => observer.options.queryFn);
    query
      .fetch(isComplete ? undefined : options, { cancelRefetch: true })
      .catch(() => {}) // reported by the view
      .finally(() => this.#startingOver.delete(queryHash)); // even if nothing was read
  }

  watch(queryHash: string, listener: () => void): () => void {
    return this.#viewListeners.add(queryHash, listener);
  }

  listen(queryHash: string, callbacks: MessageCallbacks): () => void {
    return this.#messageListeners.add(queryHash, callbacks);
  }

  hold(queryHash: string): () => void {
    const release = this.#owners.hold(queryHash);
    this.#updateOwners({ queryHash });
    return () => {
      release();
      this.#updateOwners({ queryHash });
    };
  }

  #create(query: Query, spec: StreamSpec): LiveStream {
    const { queryHash } = query;
    const live = new LiveStream(this.client, query, spec, {
      onConnection: () => this.#tell(queryHash),
      onMessages: (messages) => this.#deliver(queryHash, messages),
      onAbandoned: () => {
        this.#live.delete(queryHash);
        this.#tell(queryHash); // from now on the cache has the state
      },
    });
    this.#live.set(queryHash, live);
    return live;
  }

  /** Translates changes in the cache to stream events: docs/stream-states.md has a table, and each row has a test. */
  #onCacheEvent(event: QueryCacheNotifyEvent): void {
    const { query } = event;
    const { queryHash } = query;
    switch (event.type) {
      case "observerAdded":
      case "observerOptionsUpdated":
        this.#compareLimit(query, event.observer.options.queryFn);
        this.#updateOwners(query);
        break;
      case "observerRemoved":
        this.#updateOwners(query);
        break;
      case "added":
        this.#onAdded(query);
        break;
      case "updated":
        this.#onUpdated(query, event.action);
        this.#tell(queryHash);
        break;
      case "removed":
        if (this.#removed.has(query)) {
          break; // reported again, after another query took its place: TanStack Query before 5.103.2
        }
        this.#removed.add(query);
        if (!this.#owners.isHeld(queryHash)) {
          const live = this.#live.get(queryHash);
          this.#live.delete(queryHash); // first, because a listener may open another synchronously
          live?.send({ type: "removed" });
        }
        this.#tell(queryHash);
        break;
    }
  }

  #onAdded(query: Query): void {
    const live = this.#live.get(query.queryHash);
    if (live) {
      liveByQuery.set(query, live);
      if (query.state.data === undefined) {
        live.cached.putBack();
      } else {
        live.send(changed(query, false));
      }
    }
  }

  #onUpdated(query: Query, action: UpdateAction): void {
    const live = this.#live.get(query.queryHash);
    if (!live || this.query(query.queryHash) !== query) {
      return; // also if a fetch has outlived its query, which was replaced
    }
    const { data, isInvalidated } = query.state;
    const isNewlyInvalidated = isInvalidated && live.life.validity === "current";
    const isReset = action.type === "setState" && action.state === query.resetState;
    const isSuccess = action.type === "success";
    if (action.type === "error" && isNewlyInvalidated) {
      query.setState({ isInvalidated: false }); // means stale in TanStack, which a broken stream is anyway
      return;
    }
    if (action.type === "invalidate" || isNewlyInvalidated) {
      live.send({ type: "invalidated" });
    }
    if (action.type === "invalidate") {
      this.#fetchHeld(query);
    } else if (isReset || (data === undefined && live.cached.snapshot)) {
      live.send({ type: "reset", snapshot: data as StreamSnapshot | undefined, isInvalidated });
      this.#fetchHeld(query);
    } else if (isSuccess && !action.manual && live.hasAnswered(data as StreamSnapshot)) {
      live.cached.putBack();
    } else if (data !== live.cached.snapshot) {
      live.send(changed(query, isSuccess && action.manual === true));
    }
  }

  /** Fetches a stream that only handles hold. TanStack itself fetches observed queries, before this task is over. */
  #fetchHeld({ queryHash }: Query): void {
    void Promise.resolve().then(() => {
      const query = this.query(queryHash);
      const live = this.#live.get(queryHash);
      if (query && live && this.#owners.isHeld(queryHash) && !query.isActive() && query.state.fetchStatus === "idle") {
        this.fetch(live.cached.options);
      }
    });
  }

  #compareLimit(query: Query, queryFn: unknown): void {
    const live = this.#live.get(query.queryHash);
    if (live) {
      compareLimit(query, queryFn, live.life.spec);
    }
  }

  #updateOwners({ queryHash }: { queryHash: string }): void {
    const isOwned = this.#owners.own(queryHash, this.query(queryHash));
    this.#live.get(queryHash)?.send({ type: "owned", isOwned });
  }

  #tell(queryHash: string): void {
    for (const listener of this.#viewListeners.of(queryHash)) {
      listener();
    }
  }

  #deliver(queryHash: string, messages: readonly unknown[]): void {
    for (const callbacks of this.#messageListeners.of(queryHash)) {
      deliver(callbacks, messages);
    }
  }
}

/** @param isWritten true if the change is to last, so that new messages are added to it */
function changed({ state: { data, isInvalidated } }: Query, isWritten: boolean): StreamEvent {
  return { type: "changed", snapshot: data as StreamSnapshot, isInvalidated, isWritten };
}

type UpdateAction = Extract<QueryCacheNotifyEvent, { type: "updated" }>["action"];
