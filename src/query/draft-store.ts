/** The drafts of a QueryClient, and the only way for mutations to refetch queries. */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";
import { Draft } from "./draft.ts";

const stores = new WeakMap<QueryClient, DraftStore>();

/** Returns the store of this QueryClient. */
export function draftStore(client: QueryClient): DraftStore {
  const store = stores.get(client) ?? new DraftStore(client);
  stores.set(client, store);
  return store;
}

export class DraftStore {
  readonly #client: QueryClient;
  readonly #drafts = new WeakMap<Query, Draft>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  /**
   * Returns the draft of a query with data: the existing one, unless the query was changed otherwise in the meantime.
   */
  open(query: Query): Draft {
    const draft = this.#intact(query) ?? new Draft(this.#client, query);
    this.#drafts.set(query, draft);
    return draft;
  }

  /** Must be called when all changes of a draft are settled. */
  delete(draft: Draft): void {
    if (this.#drafts.get(draft.query) === draft) {
      this.#drafts.delete(draft.query);
    }
  }

  /** Returns the queries that match any of the keys. */
  find(keys: readonly QueryKey[]): Set<Query> {
    return new Set(keys.flatMap((queryKey) => this.#client.getQueryCache().findAll({ queryKey })));
  }

  /**
   * Invalidates queries, and resolves when the active ones have been fetched. A query with a draft must wait for it.
   * The promise waits only while all of the draft's changes are pending on the server, because a mutation that is
   * paused, or running its callbacks, may itself be waiting for the caller.
   */
  async fetchAgain(queries: ReadonlySet<Query>): Promise<void> {
    const free = new Set<Query>();
    const fetched: Promise<void>[] = [];
    for (const query of queries) {
      const draft = this.#intact(query);
      if (!draft) {
        free.add(query);
        continue;
      }
      draft.isOutdated = true;
      if (draft.isUnderWay) {
        fetched.push(draft.whenFetched());
      }
    }
    if (free.size > 0) {
      fetched.push(this.#client.invalidateQueries({ predicate: (query) => free.has(query) }));
    }
    await Promise.all(fetched);
  }

  #intact(query: Query): Draft | undefined {
    const draft = this.#drafts.get(query);
    return draft?.isIntact ? draft : undefined;
  }
}
