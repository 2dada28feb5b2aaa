/** What a query shows while mutations change it: its data, with unconfirmed changes on top. */
import type { Query, QueryClient } from "@tanstack/query-core";

/** A mutation's change to the data. */
export interface DraftChange {
  readonly update: (data: unknown) => unknown;
  /** The mutation. `isUnderWay` while the server works on it, so that its end does not depend on this page. */
  readonly by: { readonly isUnderWay: boolean };
}

export class Draft {
  readonly query: Query;
  /** True if the query must be fetched once all changes are settled: earlier, a fetch would discard them. */
  isOutdated = false;
  readonly #client: QueryClient;
  /** The data without the changes, and its age. */
  #base: unknown;
  readonly #updatedAt: number;
  /** In the order they were made. */
  readonly #changes = new Set<DraftChange>();
  /** The last result written. If the cache holds something else, other code has changed it. */
  #written: unknown;
  readonly #waiting: ((fetched: Promise<void>) => void)[] = [];

  /** @param query must have data */
  constructor(client: QueryClient, query: Query) {
    this.#client = client;
    this.query = query;
    this.#base = query.state.data;
    this.#updatedAt = query.state.dataUpdatedAt;
    this.#written = this.#base;
  }

  /** False if other code has changed the query since. */
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

  /** True if somebody waits for the query to be fetched. */
  get isAwaited(): boolean {
    return this.#waiting.length > 0;
  }

  add(change: DraftChange): void {
    this.isOutdated ||= this.query.state.fetchStatus !== "idle";
    void this.query.cancel({ revert: true }); // a pending fetch would overwrite the change
    this.#changes.add(change);
    this.#write();
  }

  /** Makes a change part of the data: the server has applied it. */
  keep(change: DraftChange): void {
    this.#settle(change, () => {
      this.#base = change.update(this.#base);
    });
  }

  /** Removes a change that the server has not applied, but not those of other mutations. */
  drop(change: DraftChange): void {
    this.#settle(change, () => this.#write());
  }

  /** Resolves when the last change is settled and the query, if outdated, has been fetched. */
  whenFetched(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Resumes whoever waits: when all is settled, or when waiting would be wrong. */
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
      isKnown = false; // a change depends on one that was removed
    }
    this.isOutdated ||= !isKnown; // only the server knows the state now
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
