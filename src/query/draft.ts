/** What a query shows while mutations are changing it: its data, and on top of that what no server has confirmed yet. */
import type { Query, QueryClient } from "@tanstack/query-core";

/** What one mutation does to the data. */
export interface DraftChange {
  readonly update: (data: unknown) => unknown;
  /** The mutation; under way while the server is at it, so that its end does not depend on anybody here. */
  readonly by: { readonly isUnderWay: boolean };
}

export class Draft {
  readonly query: Query;
  /** The query is to be fetched when all changes are settled: now it would wipe them out. */
  isOutdated = false;
  readonly #client: QueryClient;
  /** The data without the changes, and how old they are. */
  #base: unknown;
  readonly #updatedAt: number;
  /** In the order in which they were made. */
  readonly #changes = new Set<DraftChange>();
  /** What was made of both: if the cache has something else by now, somebody else has put it there. */
  #written: unknown;
  readonly #waiting: ((fetched: Promise<void>) => void)[] = [];

  /** @param query one that has data */
  constructor(client: QueryClient, query: Query) {
    this.#client = client;
    this.query = query;
    this.#base = query.state.data;
    this.#updatedAt = query.state.dataUpdatedAt;
    this.#written = this.#base;
  }

  /** False if somebody else has changed the query since. */
  get isIntact(): boolean {
    const { query } = this;
    return query.state.data === this.#written && this.#client.getQueryCache().get(query.queryHash) === query;
  }

  get isSettled(): boolean {
    return this.#changes.size === 0;
  }

  get isUnderWay(): boolean {
    return [...this.#changes].every(({ by }) => by.isUnderWay);
  }

  /** Somebody waits until it is fetched. */
  get isAwaited(): boolean {
    return this.#waiting.length > 0;
  }

  add(change: DraftChange): void {
    this.isOutdated ||= this.query.state.fetchStatus !== "idle";
    void this.query.cancel({ revert: true }); // what is being fetched would overwrite the change
    this.#changes.add(change);
    this.#write();
  }

  /** The server has made the change: from now on it is a part of the data. */
  keep(change: DraftChange): void {
    this.#settle(change, () => {
      this.#base = change.update(this.#base);
    });
  }

  /** The server has not made the change. Those of others stay. */
  drop(change: DraftChange): void {
    this.#settle(change, () => this.#write());
  }

  /** Resolves when the last change is settled and the query, if it was outdated, has been fetched. */
  whenFetched(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets whoever waits go on: when all is settled, or when waiting would be wrong. */
  close(fetched: Promise<void>): void {
    for (const resolve of this.#waiting.splice(0)) {
      resolve(fetched);
    }
  }

  #settle(change: DraftChange, settle: () => void): void {
    this.#changes.delete(change);
    let isKnown = this.isIntact;
    try {
      if (isKnown) {
        settle();
      }
    } catch {
      isKnown = false; // one change cannot be made without another
    }
    this.isOutdated ||= !isKnown; // only the server can tell what there is
  }

  #write(): void {
    const { query } = this;
    const data = [...this.#changes].reduce((before, { update }) => update(before), this.#base);
    this.isOutdated ||= query.state.isInvalidated;
    const options = this.isSettled ? { updatedAt: this.#updatedAt } : {};
    this.#client.setQueryData(query.queryKey, data, options);
    this.#written = query.state.data;
  }
}
