/** One mutation until its end: what it has changed in the cache, and what has to be fetched after it. */
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
  /** Those that are in no draft, because there was no data or the mutation comes from storage. */
  readonly #missed: OptimisticUpdate[];
  /** Those that were taken back when the mutation was removed, though the server may make them yet. */
  readonly #takenBack: QueryKey[] = [];
  #mutation: Mutation | undefined;
  #isAnswered = false;
  #isAccepted = false;
  #unwatch = () => {};

  /** @param missed what the mutation has changed in another life, if it comes from storage */
  constructor(client: QueryClient, missed: readonly OptimisticUpdate[] = []) {
    this.#client = client;
    this.#drafts = draftStore(client);
    this.#missed = [...missed];
  }

  /** Between the call and its answer, or that to the last attempt. */
  get isUnderWay(): boolean {
    return !this.#isAnswered && this.#mutation?.state.isPaused === false;
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
    void this.#review();
  }

  /**
   * Follows what becomes of the mutation. When it is removed from the cache, from which it may never come back, its
   * changes are taken back.
   *
   * @param result what the mutation's `onMutate` is about to return, by which it is known
   */
  watch(result: object): void {
    const mutations = this.#client.getMutationCache();
    this.#unwatch = mutations.subscribe((event) => {
      const { mutation } = event;
      if (mutation?.state.context !== result) {
        return;
      }
      this.#mutation = mutation;
      if (!mutations.getAll().includes(mutation)) {
        this.#takeBack();
      } else if (event.type === "updated" && event.action.type === "failed") {
        this.#isAnswered = false; // there is another attempt
      } else if (mutation.state.isPaused) {
        void this.#review();
      }
    });
  }

  /** The server has done it, whatever callbacks make of that. */
  accept(): void {
    this.#isAccepted = true;
    this.#answer();
  }

  /** An attempt has failed, maybe the last. */
  refuse(): void {
    this.#answer();
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
    const missed = this.#missed.splice(0).map(({ queryKey }) => queryKey);
    for (const queryKey of this.#isAccepted ? [...missed, ...this.#takenBack] : missed) {
      const query = cachedQuery(this.#client, queryKey);
      if (query?.state.data !== undefined) {
        outdated.add(query); // nobody knows whether what has come meanwhile has the change
      }
    }
    await this.#end(outdated);
  }

  #answer(): void {
    this.#isAnswered = true;
    void this.#review();
  }

  /**
   * Lets nobody wait for a mutation that may be waiting for him: while it is paused, or busy with a callback. One task
   * later, for most have been called, or have ended, by then.
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

  /** Ends the changes. Resolves when those queries are fetched, and the others that have been kept from it. */
  async #end(outdated = new Set<Query>()): Promise<void> {
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
    const fetched = this.#drafts.fetchAgain(outdated);
    for (const draft of settled) {
      draft.close(fetched);
    }
    await fetched;
  }
}
