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
  readonly #client: QueryClient;
  readonly queryHash: string;
  #options!: QueryOptions & Keyed;

  constructor(client: QueryClient, query: Query) {
    this.#client = client;
    this.queryHash = query.queryHash;
    this.before = query.state.data as StreamSnapshot | undefined;
    this.snapshot = this.before;
    this.noteOptions(query);
  }

  /** The options of its query, for one that has to be made anew. */
  get options(): QueryOptions & Keyed {
    return this.#options;
  }

  noteOptions({ options, queryKey, queryHash }: Query): void {
    this.#options = { ...options, queryKey, queryHash };
  }

  /** Returns what is there then: somebody who was told of it may have changed it at once. */
  put(snapshot: StreamSnapshot): StreamSnapshot {
    this.snapshot = snapshot; // before the cache tells of it
    const query = this.#query();
    if (query.state.data !== snapshot) {
      query.setData(snapshot, { manual: true });
    }
    return this.snapshot ?? snapshot;
  }

  /** What there is goes where it was asked for again. */
  putBack(): void {
    if (this.snapshot) {
      this.put(this.snapshot);
    }
  }

  /** Ends a fetch as if it had never been. */
  cancelFetch(): void {
    void this.#client.getQueryCache().get(this.queryHash)?.cancel({ revert: true, silent: true });
  }

  /**
   * What TanStack does with a fetch that fails, for a stream that fails when its fetch has long ended.
   *
   * @param isTold true if the fetch has failed, too, so that the cache has told its listeners
   */
  fail(error: ConnectError, isTold: boolean): void {
    const query = this.#query() as Query<unknown, unknown>;
    const errorUpdateCount = query.state.errorUpdateCount + 1;
    query.setState({ status: "error", error, errorUpdateCount, errorUpdatedAt: Date.now() });
    if (!isTold) {
      const { config } = this.#client.getQueryCache();
      config.onError?.(error, query);
      config.onSettled?.(query.state.data, error, query);
    }
  }

  /** The cache may have let go of its query meanwhile: then there is another, with the same options. */
  #query(): Query {
    const query = this.#client.getQueryCache().build(this.#client, this.#options);
    if (!query.options.queryFn) {
      query.setOptions(this.#options); // it was hydrated, or set
    }
    return query;
  }
}
