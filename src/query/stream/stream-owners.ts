/** Who a stream is kept open for. */
import type { Query } from "@tanstack/query-core";

/**
 * A stream is owned by
 *
 * - every handle that holds it,
 * - every enabled observer of its query,
 * - every disabled one as well, if it was opened by hand (`refetch`, `restart`) while there was none of these: it was
 *   opened for them.
 *
 * Whoever waits for its first message keeps it open, too, but owns it no longer than that: see `LiveStream`.
 */
export class StreamOwners {
  /** How many open handles each stream has. */
  readonly #holders = new Map<string, number>();
  /** Queries that were fetched when all of their observers were disabled. */
  readonly #openedByHand = new WeakSet<Query>();
  /** Queries that had observers when we last heard of these. */
  readonly #observed = new WeakSet<Query>();

  /** Returns how to let go. */
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

  /** To be told of each fetch. */
  noteFetch(query: Query): void {
    if (query.getObserversCount() > 0 && !query.isActive() && !this.isHeld(query.queryHash)) {
      this.#openedByHand.add(query);
    }
  }

  /** To be asked whenever an observer or a handle has come or gone. */
  own(queryHash: string, query: Query | undefined): boolean {
    const isObserved = query !== undefined && query.getObserversCount() > 0;
    const isActive = query?.isActive() ?? false;
    if (query && isObserved) {
      this.#observed.add(query);
    } else if (query) {
      this.#observed.delete(query);
    }
    if (query && isActive) {
      this.#openedByHand.delete(query); // from now on it ends when it is disabled
    }
    return this.isHeld(queryHash) || isActive || (isObserved && this.#openedByHand.has(query));
  }

  /**
   * Whether a fetch that was just aborted was canceled by somebody (`cancelQueries`), and not
   *
   * - because its last observer has left, which TanStack tells of a moment later; the stream lingers
   * - for another fetch in its place, or together with its query
   */
  isCanceled(query: Query): boolean {
    const hasLeft = this.#observed.has(query) && query.getObserversCount() === 0;
    const isReplaced = query.state.fetchStatus !== "idle";
    return !hasLeft && !isReplaced;
  }
}
