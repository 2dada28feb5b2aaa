/** The place of a stream in the query cache: what is there, as far as the stream knows. */
import type { Query, QueryClient, QueryKey, QueryOptions } from "@tanstack/query-core";
import type { ConnectError } from "../../core/connect-error.ts";
import type { StreamSnapshot } from "./stream-state.ts";

interface Keyed {
  queryKey: QueryKey;
}

export class CachedStream {
  /** What was there before the stream. */
  readonly before: StreamSnapshot | undefined;
  /** What is there; also when the cache has let go of the query. Anything else is a change that somebody else has made. */
  snapshot: StreamSnapshot | undefined;
  /** True when somebody has declared it out of date: nothing is to go on from it. */
  isInvalidated: boolean;
  readonly #client: QueryClient;
  readonly #queryHash: string;
  #options!: QueryOptions & Keyed;

  constructor(client: QueryClient, query: Query) {
    this.#client = client;
    this.#queryHash = query.queryHash;
    this.before = query.state.data as StreamSnapshot | undefined;
    this.snapshot = this.before;
    this.isInvalidated = query.state.isInvalidated;
    this.noteOptions(query);
  }

  /** The options of its query, for one that has to be made anew. */
  get options(): QueryOptions & Keyed {
    return this.#options;
  }

  noteOptions({ options, queryKey, queryHash }: Query): void {
    this.#options = { ...options, queryKey, queryHash };
  }

  /** The cache may have let go of the query meanwhile: then there is another, with the same options. */
  put(snapshot: StreamSnapshot): StreamSnapshot {
    this.snapshot = snapshot; // before the cache tells of it
    const query = this.#client.getQueryCache().build(this.#client, this.#options);
    if (query.state.data !== snapshot) {
      query.setData(snapshot, { manual: true });
    }
    return snapshot;
  }

  /** What there is goes where it was asked for again. */
  putBack(): void {
    if (this.snapshot) {
      this.put(this.snapshot);
    }
  }

  /** Ends a fetch as if it had never been. */
  cancelFetch(): void {
    void this.#client.getQueryCache().get(this.#queryHash)?.cancel({ revert: true, silent: true });
  }

  /** What TanStack does with a fetch that fails, for a stream that fails when its fetch has long succeeded. */
  fail(error: ConnectError): void {
    const cache = this.#client.getQueryCache();
    const query = cache.build<unknown, unknown>(this.#client, this.#options as QueryOptions<unknown, unknown> & Keyed);
    const errorUpdateCount = query.state.errorUpdateCount + 1;
    query.setState({ status: "error", error, errorUpdateCount, errorUpdatedAt: Date.now() });
    cache.config.onError?.(error, query);
    cache.config.onSettled?.(query.state.data, error, query);
  }
}
