/** All the streams of a QueryClient: who reads them, how long they live, and who is told of what they bring. */
import type { QueryClient, QueryKey } from "@tanstack/query-core";
import { cachedQuery } from "../cached-query.ts";
import { rendersPages } from "../renders-pages.ts";
import { deliver, type MessageCallbacks } from "./deliver.ts";
import { LiveStream } from "./live-stream.ts";
import { readFirst } from "./read-first.ts";
import { StreamHandle, type StreamQuery } from "./stream-handle.ts";
import type { StreamSpec } from "./stream-spec.ts";
import type { StreamSnapshot, StreamView } from "./stream-state.ts";

/** The streams of a QueryClient: `streamStore(queryClient)`. React's hooks are made of this; it needs none of them. */
export interface StreamStore {
  /**
   * A stream, to be watched and controlled. Watching alone does not open it: a query observer does (`useStream`,
   * `useQuery`), or `open()`.
   */
  handle<D, O>(options: StreamQuery<D, O>): StreamHandle<D, O>;
  /**
   * Opens a stream, or joins it if somebody has opened it already, and keeps it open until `close()`.
   *
   * @example
   * using ticks = streamStore(queryClient).open(rpc.streamOptions(TickService.method.tick, {}, { mode: "latest" }));
   * ticks.subscribe(() => draw(ticks.view.snapshot?.data));
   */
  open<D, O>(options: StreamQuery<D, O>): StreamHandle<D, O>;
}

const stores = new WeakMap<QueryClient, LiveStreamStore>();

/** The one store of this QueryClient. */
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

/** True while another fetch of this query would only disturb: it has a stream that runs, or that was told to stop. */
export function isFreshStream(query: object): boolean {
  return liveByQuery.get(query)?.isFresh ?? false;
}

const liveByQuery = new WeakMap<object, LiveStream>();

/** The store, with the side that queries and handles see. @internal */
export class LiveStreamStore implements StreamStore {
  readonly client: QueryClient;
  readonly #live = new Map<string, LiveStream>();
  readonly #viewListeners = new Map<string, Set<() => void>>();
  readonly #messageListeners = new Map<string, Set<MessageCallbacks>>();
  /** How many open handles each stream has. */
  readonly #holders = new Map<string, number>();
  readonly #startingOver = new Set<string>();

  constructor(client: QueryClient) {
    this.client = client;
    client.getQueryCache().subscribe(({ type, query: { queryHash } }) => {
      if (type === "removed") {
        this.#forget(queryHash);
      } else if (type.startsWith("observer")) {
        this.#updateOwnership(queryHash);
      }
      // Others than the stream change a query, too: a hydration, a reset.
      if (type === "updated" || type === "removed") {
        this.#tell(queryHash);
      }
    });
  }

  handle<D, O>(options: StreamQuery<D, O>): StreamHandle<D, O> {
    return new StreamHandle(this, options);
  }

  open<D, O>(options: StreamQuery<D, O>): StreamHandle<D, O> {
    return this.handle(options).open();
  }

  /** What the query function of a stream does. */
  read(queryKey: QueryKey, spec: StreamSpec, signal: AbortSignal): Promise<StreamSnapshot> {
    const query = cachedQuery(this.client, queryKey);
    if (!query) {
      throw new Error(`there is no query ${JSON.stringify(queryKey)} that could be fetched`);
    }
    const { queryHash } = query;
    if (rendersPages && !this.#holders.has(queryHash)) {
      return readFirst(spec, signal);
    }
    let live = this.#live.get(queryHash);
    if (!live) {
      live = new LiveStream(this.client, query, spec, this.#isOwned(queryHash), {
        onView: () => this.#tell(queryHash),
        onMessages: (messages) => this.#deliver(queryHash, messages),
        onAbandoned: () => this.#live.delete(queryHash),
      });
      this.#live.set(queryHash, live);
    }
    liveByQuery.set(query, live);
    const stream = live;
    // Without observers it is TanStack that lets go of a fetch whose component has gone, which may be back at once.
    signal.addEventListener("abort", () => this.#isOwned(queryHash) && stream.cancel(), { once: true });
    return live.read(spec, this.#startingOver.delete(queryHash));
  }

  live(queryHash: string): LiveStream | undefined {
    return this.#live.get(queryHash);
  }

  /** The next read begins from the beginning, even if it could go on from the last message. */
  startOver(queryHash: string): void {
    this.#startingOver.add(queryHash);
  }

  /** The view of a stream that runs; what the cache holds is for the handle to look up. */
  view(queryHash: string): StreamView | undefined {
    return this.#live.get(queryHash)?.view;
  }

  watch(queryHash: string, listener: () => void): () => void {
    return addTo(this.#viewListeners, queryHash, listener);
  }

  listen(queryHash: string, callbacks: MessageCallbacks): () => void {
    return addTo(this.#messageListeners, queryHash, callbacks);
  }

  hold(queryHash: string): () => void {
    this.#holders.set(queryHash, (this.#holders.get(queryHash) ?? 0) + 1);
    this.#updateOwnership(queryHash);
    return () => {
      const left = (this.#holders.get(queryHash) ?? 1) - 1;
      if (left > 0) {
        this.#holders.set(queryHash, left);
      } else {
        this.#holders.delete(queryHash);
      }
      this.#updateOwnership(queryHash);
    };
  }

  #isOwned(queryHash: string): boolean {
    return this.#holders.has(queryHash) || (this.client.getQueryCache().get(queryHash)?.isActive() ?? false);
  }

  #updateOwnership(queryHash: string): void {
    this.#live.get(queryHash)?.setOwned(this.#isOwned(queryHash));
  }

  /** The cache has dropped a query; its stream goes as well, unless somebody holds it. */
  #forget(queryHash: string): void {
    if (!this.#holders.has(queryHash)) {
      this.#live.get(queryHash)?.close(true);
      this.#live.delete(queryHash);
    }
  }

  #tell(queryHash: string): void {
    for (const listener of this.#viewListeners.get(queryHash) ?? []) {
      listener();
    }
  }

  #deliver(queryHash: string, messages: readonly unknown[]): void {
    for (const callbacks of this.#messageListeners.get(queryHash) ?? []) {
      deliver(callbacks, messages);
    }
  }
}

function addTo<T>(sets: Map<string, Set<T>>, key: string, item: T): () => void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(item));
  return () => {
    set.delete(item);
    if (set.size === 0 && sets.get(key) === set) {
      sets.delete(key);
    }
  };
}
