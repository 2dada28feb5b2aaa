/** One mutation until its end: its changes to the cache, and what must be refetched afterwards. */
import type { Mutation, Query, QueryClient, QueryKey } from "@tanstack/query-core";
import { cachedQuery } from "./cached-query.ts";
import type { Draft, DraftChange } from "./draft.ts";
import { type DraftStore, draftStore } from "./draft-store.ts";
import type { OptimisticUpdate } from "./optimistic-update.ts";
import { nextTask } from "./stream/next-task.ts";

export class PendingMutation {
  readonly #client: QueryClient;
  readonly #drafts: DraftStore;
  readonly #changes: { readonly draft: Draft; readonly change: DraftChange }[] = [];
  /** Updates that are in no draft, because there was no data or the mutation was restored from storage. */
  readonly #missed: OptimisticUpdate[];
  /** Queries whose changes were reverted when the mutation was removed, although the server may still apply them. */
  readonly #takenBack: QueryKey[] = [];
  #mutation: Mutation | undefined;
  #isAnswered = false;
  #isAccepted = false;
  #unwatch = () => {};

  /** @param missed updates the mutation made before it was stored and restored */
  constructor(client: QueryClient, missed: readonly OptimisticUpdate[] = []) {
    this.#client = client;
    this.#drafts = draftStore(client);
    this.#missed = [...missed];
  }

  /** True between a request and its response, on each attempt. */
  get isUnderWay(): boolean {
    return !this.#isAnswered && this.#mutation?.state.isPaused === false;
  }

  /** Shows the changes of the mutation. If it throws, `settle` reverts them. */
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
    void this.#review();
  }

  /**
   * Watches the mutation. If it is removed from the cache, possibly for good, its changes are reverted.
   *
   * @param result what the mutation's `onMutate` is about to return, which identifies it
   */
  watch(result: object): void {
    const mutations = this.#client.getMutationCache();
    this.#unwatch = mutations.subscribe((event) => {
      const { mutation } = event;
      if (mutation?.state.context !== result) {
        return;
      }
      this.#mutation = mutation;
      if (event.type === "removed" || !mutations.getAll().includes(mutation)) {
        this.#takeBack();
      } else if (event.type === "updated" && event.action.type === "failed") {
        this.#isAnswered = false; // another attempt follows
      } else if (mutation.state.isPaused) {
        void this.#review();
      }
    });
  }

  /** Marks the mutation as applied by the server, whatever its callbacks do. */
  accept(): void {
    this.#isAccepted = true;
    this.#answer();
  }

  /** Marks an attempt as failed; it may be the last. */
  refuse(): void {
    this.#answer();
  }

  /**
   * Ends the mutation: keeps its changes if the server has applied them, and reverts them otherwise. Resolves when all
   * stale queries have been fetched.
   *
   * @param stale keys of other stale queries, even if the mutation has already ended
   */
  async settle(stale: readonly QueryKey[] = []): Promise<void> {
    this.#unwatch();
    const outdated = this.#drafts.find(stale);
    const missed = this.#missed.splice(0).map(({ queryKey }) => queryKey);
    for (const queryKey of this.#isAccepted ? [...missed, ...this.#takenBack] : missed) {
      const query = cachedQuery(this.#client, queryKey);
      if (query?.state.data !== undefined) {
        outdated.add(query); // data that has arrived since may or may not include the change
      }
    }
    await this.#end(outdated);
  }

  #answer(): void {
    this.#isAnswered = true;
    void this.#review();
  }

  /**
   * Stops others from waiting for a mutation that may be waiting for them: one that is paused, or running a callback.
   * Runs one task later, because by then most have been resumed or have ended.
   */
  async #review(): Promise<void> {
    if (this.#changes.length === 0) {
      return;
    }
    await nextTask();
    if (this.isUnderWay || !this.#changes.some(({ draft }) => draft.isAwaited)) {
      return;
    }
    if (this.#isAnswered) {
      await this.#end();
    } else {
      for (const { draft } of this.#changes) {
        draft.close(Promise.resolve());
      }
    }
  }

  #takeBack(): void {
    this.#unwatch();
    this.#takenBack.push(...this.#changes.map(({ draft }) => draft.query.queryKey));
    void this.#end();
  }

  /** Ends the changes. Resolves when those queries are fetched, and the others whose fetch they delayed. */
  async #end(outdated = new Set<Query>()): Promise<void> {
    const settled: Draft[] = [];
    const changes = this.#changes.splice(0);
    // Reverted in reverse order, because a change may build on an earlier one.
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
    const fetched = this.#drafts.fetchAgain(outdated);
    for (const draft of settled) {
      draft.close(fetched);
    }
    await fetched;
  }
}
