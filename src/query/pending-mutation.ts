/** One mutation until its end: what it has changed in the cache, and what has to be fetched after it. */
import type { Mutation, QueryClient, QueryKey } from "@tanstack/query-core";
import { cachedQuery } from "./cached-query.ts";
import type { Draft, DraftChange } from "./draft.ts";
import { type DraftStore, draftStore } from "./draft-store.ts";
import type { OptimisticUpdate } from "./optimistic-update.ts";

export class PendingMutation {
  readonly #client: QueryClient;
  readonly #drafts: DraftStore;
  readonly #changes: { readonly draft: Draft; readonly change: DraftChange }[] = [];
  /** Those that are in no draft, because there was no data or the mutation comes from storage. */
  readonly #missed: OptimisticUpdate[];
  #mutation: Mutation | undefined;
  #isAccepted = false;
  #unwatch = () => {};

  /** @param missed what the mutation has changed in another life, if it comes from storage */
  constructor(client: QueryClient, missed: readonly OptimisticUpdate[] = []) {
    this.#client = client;
    this.#drafts = draftStore(client);
    this.#missed = [...missed];
  }

  /** Between the call and its answer. */
  get isUnderWay(): boolean {
    return !this.#isAccepted && this.#mutation?.state.isPaused === false;
  }

  /** Shows what the mutation changes. If it throws, `settle` undoes what was done. */
  apply(updates: readonly OptimisticUpdate[]): void {
    for (const one of updates) {
      const query = cachedQuery(this.#client, one.queryKey);
      if (query?.state.data === undefined) {
        this.#missed.push(one);
      } else {
        const draft = this.#drafts.open(query);
        const change: DraftChange = { update: one.update, by: this };
        this.#changes.push({ draft, change });
        draft.add(change);
      }
    }
  }

  /**
   * Ends the mutation when it is removed from the cache, from which it may never come back.
   *
   * @param result what the mutation's `onMutate` is about to return, by which it is known
   */
  watch(result: object): void {
    const mutations = this.#client.getMutationCache();
    this.#unwatch = mutations.subscribe(({ mutation }) => {
      if (mutation?.state.context === result) {
        this.#mutation = mutation;
        if (!mutations.getAll().includes(mutation)) {
          void this.settle();
        }
      }
    });
  }

  /** The server has done it, whatever callbacks make of that. */
  accept(): void {
    this.#isAccepted = true;
  }

  /**
   * Ends the mutation: its changes are kept if the server has accepted it, and otherwise taken back. Resolves when all
   * that is out of date has been fetched.
   *
   * @param stale what else is out of date, also when the mutation has ended already
   */
  async settle(stale: readonly QueryKey[] = []): Promise<void> {
    this.#unwatch();
    const outdated = this.#drafts.find(stale);
    const settled: Draft[] = [];
    const changes = this.#changes.splice(0);
    // Backwards if they are undone, for one may build on the one before.
    for (const { draft, change } of this.#isAccepted ? changes : changes.reverse()) {
      if (this.#isAccepted) {
        draft.keep(change);
      } else {
        draft.drop(change);
      }
      if (draft.isSettled) {
        settled.push(draft);
        this.#drafts.delete(draft);
        if (draft.isOutdated) {
          outdated.add(draft.query);
        }
      }
    }
    for (const { queryKey } of this.#missed.splice(0)) {
      const query = cachedQuery(this.#client, queryKey);
      if (query?.state.data !== undefined) {
        outdated.add(query); // nobody knows whether what has come meanwhile has the change
      }
    }
    const fetched = this.#drafts.fetchAgain(outdated);
    for (const draft of settled) {
      draft.close(fetched);
    }
    await fetched;
  }
}
