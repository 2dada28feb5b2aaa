/** A stream's entry in the query cache: what it holds, as far as the stream knows. */
import type { Query, QueryClient, QueryKey, QueryOptions, QueryState } from "@tanstack/query-core";
import type { ConnectError } from "../../core/connect-error.ts";
import type { StreamSnapshot } from "./stream-state.ts";

/**
 * Returns whether a stream has failed, according to its query. The status alone does not tell: TanStack Query before
 * 5.100.1 hydrates a failed query that has data as a success, with its error.
 */
export function hasFailed({ status, error }: QueryState): boolean {
  return status === "error" || error != null;
}

interface Keyed {
  queryKey: QueryKey;
}

export class CachedStream {
  /** The snapshot before the stream started. */
  readonly before: StreamSnapshot | undefined;
  /** The current snapshot, even after the cache has removed the query. Any other data was set by other code. */
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

  /** The options of its query, to recreate it with. */
  get options(): QueryOptions & Keyed {
    return this.#options;
  }

  noteOptions({ options, queryKey, queryHash }: Query): void {
    this.#options = { ...options, queryKey, queryHash };
  }

  /** Publishes a snapshot, and returns the current one: a listener may have changed it synchronously. */
  put(snapshot: StreamSnapshot): StreamSnapshot {
    this.snapshot = snapshot; // before the cache notifies its listeners
    const query = this.#query();
    if (query.state.data !== snapshot) {
      query.setData(snapshot, { manual: true });
    }
    return this.snapshot ?? snapshot;
  }

  /** Restores the snapshot in a query that was removed and requested again. */
  putBack(): void {
    if (this.snapshot) {
      this.put(this.snapshot);
    }
  }

  /** Cancels a fetch as if it had never started. */
  cancelFetch(): void {
    void this.#client.getQueryCache().get(this.queryHash)?.cancel({ revert: true, silent: true });
  }

  /**
   * Does what TanStack does when a fetch fails, for a stream that fails after its fetch has ended.
   *
   * @param isTold true if the fetch has failed too, so that the cache has notified its listeners
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

  /**
   * Returns the query. The cache may have removed it in the meantime: then it is created again with the same options.
   */
  #query(): Query {
    const query = this.#client.getQueryCache().build(this.#client, this.#options);
    if (!query.options.queryFn) {
      query.setOptions(this.#options); // the query was hydrated, or set
    }
    return query;
  }
}
