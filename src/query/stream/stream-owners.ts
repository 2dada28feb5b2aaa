/** Tracks who keeps streams open. */
import type { Query, QueryObserver } from "@tanstack/query-core";

/**
 * A stream is owned by:
 *
 * - every handle that holds it
 * - every enabled observer of its query
 * - every disabled observer too, if it was opened explicitly (`refetch`, `restart`) while there were no other owners,
 *   because it was opened for them
 *
 * Fetches that wait for its first message also keep it open, but only until then: see `LiveStream`.
 */
export class StreamOwners {
  /** The number of open handles per stream. */
  readonly #holders = new Map<string, number>();
  /** Queries that were fetched while all of their observers were disabled. */
  readonly #openedByHand = new WeakSet<Query>();
  /** Queries that had observers at the last notification. */
  readonly #observed = new WeakSet<Query>();

  /** Holds a stream. Returns a function that releases it. */
  hold(queryHash: string): () => void {
    this.#holders.set(queryHash, (this.#holders.get(queryHash) ?? 0) + 1);
    return () => {
      const left = (this.#holders.get(queryHash) ?? 1) - 1;
      if (left > 0) {
        this.#holders.set(queryHash, left);
      } else {
        this.#holders.delete(queryHash);
      }
    };
  }

  isHeld(queryHash: string): boolean {
    return this.#holders.has(queryHash);
  }

  /** Must be called on each fetch. */
  noteFetch(query: Query): void {
    if (isObserved(query) && !isActive(query) && !this.isHeld(query.queryHash)) {
      this.#openedByHand.add(query);
    }
  }

  /** Returns whether a stream is owned. Must be called whenever an observer or a handle is added or removed. */
  own(queryHash: string, query: Query | undefined): boolean {
    if (query && isObserved(query)) {
      this.#observed.add(query);
    } else if (query) {
      this.#observed.delete(query);
    }
    if (query && isActive(query)) {
      this.#openedByHand.delete(query); // from now on it ends when disabled
      return true;
    }
    return this.isHeld(queryHash) || (query !== undefined && isObserved(query) && this.#openedByHand.has(query));
  }

  /**
   * Returns true if a fetch that was just aborted was canceled explicitly (`cancelQueries`), and not
   *
   * - because its last observer has left, which TanStack reports slightly later; the stream lingers
   * - to be replaced by another fetch, or removed with its query
   */
  isCanceled(query: Query): boolean {
    const hasLeft = this.#observed.has(query) && !isObserved(query);
    const isReplaced = query.state.fetchStatus !== "idle";
    return !hasLeft && !isReplaced;
  }
}

/**
 * Returns whether anyone observes the query. Observers without listeners do not count: TanStack leaves one behind if it
 * is unsubscribed by a listener of the cache while it moves from a removed query to the next.
 */
function isObserved({ observers }: Query): boolean {
  return observers.some((observer) => observer.hasListeners());
}

function isActive(query: Query): boolean {
  return query.observers.some((observer) => observer.hasListeners() && isEnabled(observer, query));
}

// biome-ignore lint/suspicious/noExplicitAny: the observers of a query have any types
function isEnabled({ options: { enabled } }: QueryObserver<any, any, any, any, any>, query: Query): boolean {
  return (typeof enabled === "function" ? enabled(query) : enabled) !== false;
}
