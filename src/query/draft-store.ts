/** The drafts of a QueryClient, and the one door through which mutations have queries fetched again. */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";
import { Draft } from "./draft.ts";

const stores = new WeakMap<QueryClient, DraftStore>();

/** The one store of this QueryClient. */
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

  /** The draft of a query that has data: the one that is there, unless somebody else has changed the query since. */
  open(query: Query): Draft {
    const draft = this.#intact(query) ?? new Draft(this.#client, query);
    this.#drafts.set(query, draft);
    return draft;
  }

  /** To be called when all changes of a draft are settled. */
  delete(draft: Draft): void {
    if (this.#drafts.get(draft.query) === draft) {
      this.#drafts.delete(draft.query);
    }
  }

  /** The queries that some keys find. */
  find(keys: readonly QueryKey[]): Set<Query> {
    return new Set(keys.flatMap((queryKey) => this.#client.getQueryCache().findAll({ queryKey })));
  }

  /**
   * Invalidates queries, and resolves when those in use are fetched. One that has a draft has to wait for it; the promise
   * does so only while all of its changes are under way, because a mutation that is paused, or busy with its callbacks, may
   * itself be waiting for the caller.
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
