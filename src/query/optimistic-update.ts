/** Changes to the cache that are made before the server has answered, and undone if it refuses. */
import type { dataTagSymbol, QueryClient, QueryKey } from "@tanstack/query-core";

/** A change to what one query has in the cache. */
export interface OptimisticUpdate {
  readonly queryKey: QueryKey;
  readonly update: (data: unknown) => unknown;
}

/** The data type that the key of some options carries. */
type DataOf<K> = K extends { [dataTagSymbol]: infer D } ? D : unknown;

/**
 * Says what a mutation will have changed in a query, for the option `optimistic` of a mutation.
 *
 * @param options those of the query, as `rpc.queryOptions` and its siblings make them
 * @param update gets the data and returns what it will be; not called while there is none, and once more for each
 *   earlier mutation that fails
 *
 * @example
 * rpc.mutationOptions(TodoService.method.add, {
 *   optimistic: ({ text }) => [
 *     optimisticUpdate(rpc.queryOptions(TodoService.method.list, {}), (old) => ({
 *       ...old,
 *       todos: [...old.todos, create(TodoSchema, { text })],
 *     })),
 *   ],
 * });
 */
export function optimisticUpdate<K extends QueryKey>(
  options: { queryKey: K },
  update: (data: DataOf<K>) => DataOf<K>,
): OptimisticUpdate {
  return { queryKey: options.queryKey, update: update as OptimisticUpdate["update"] };
}

/** What one mutation has changed. Only the first of the two that is called counts. */
export interface AppliedUpdates {
  /** The server has done it. Resolves when what is out of date has been fetched again. */
  commit(stale: readonly QueryKey[]): Promise<void>;
  /** The server has refused: what others have changed stays. */
  rollBack(): Promise<void>;
}

/** One query with changes that no server has confirmed yet. */
interface Draft {
  /** The data as it is without them. */
  base: unknown;
  /** In the order in which they were made. */
  pending: OptimisticUpdate[];
  /** What was made of both: if the cache has something else by now, somebody else has put it there. */
  written: unknown;
}

class Drafts {
  readonly #client: QueryClient;
  readonly #drafts = new Map<string, Draft>();
  /** Fetching one of these now would wipe out what is still pending. */
  #stale: QueryKey[] = [];
  #mutations = 0;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  async apply(updates: readonly OptimisticUpdate[]): Promise<AppliedUpdates> {
    this.#mutations++;
    let isSettled = false;
    const settleOnce = async (settle: () => readonly QueryKey[]) => {
      if (!isSettled) {
        isSettled = true;
        await this.#settle(settle());
      }
    };
    const applied: AppliedUpdates = {
      commit: (stale) =>
        settleOnce(() => {
          for (const update of updates) {
            this.#keep(update);
          }
          return stale;
        }),
      rollBack: () =>
        settleOnce(() => updates.filter((update) => !this.#remove(update)).map(({ queryKey }) => queryKey)),
    };
    try {
      // What is being fetched meanwhile would overwrite the change.
      await Promise.all(updates.map(({ queryKey }) => this.#client.cancelQueries({ queryKey, exact: true })));
      for (const update of updates) {
        this.#add(update);
      }
    } catch (error) {
      await applied.rollBack(); // an update that throws must not keep others waiting
      throw error;
    }
    return applied;
  }

  #add(update: OptimisticUpdate): void {
    const current = this.#client.getQueryData(update.queryKey);
    if (current !== undefined) {
      const draft = this.#ownDraft(update) ?? { base: current, pending: [], written: current };
      draft.pending.push(update);
      this.#drafts.set(this.#hash(update), draft);
      this.#write(update, draft);
    }
  }

  /** From now on the change is a part of what there is. */
  #keep(update: OptimisticUpdate): void {
    const draft = this.#ownDraft(update);
    if (draft?.pending.includes(update)) {
      try {
        draft.base = update.update(draft.base);
        this.#leave(update, draft);
      } catch {
        this.#drafts.delete(this.#hash(update)); // it builds on another that is pending: now only the server can tell
      }
    }
  }

  /** Takes the change back and leaves those of others; false if it cannot be told any more what it was. */
  #remove(update: OptimisticUpdate): boolean {
    const draft = this.#ownDraft(update);
    if (!draft?.pending.includes(update)) {
      return this.#client.getQueryData(update.queryKey) === undefined;
    }
    this.#leave(update, draft);
    try {
      this.#write(update, draft);
      return true;
    } catch {
      return false; // the update of another mutation cannot do without this one: ask the server
    }
  }

  /** The draft of a query, unless somebody else has put something there since. */
  #ownDraft(update: OptimisticUpdate): Draft | undefined {
    const hash = this.#hash(update);
    const draft = this.#drafts.get(hash);
    if (draft && draft.written !== this.#client.getQueryData(update.queryKey)) {
      this.#drafts.delete(hash);
      return undefined;
    }
    return draft;
  }

  #leave(update: OptimisticUpdate, draft: Draft): void {
    draft.pending = draft.pending.filter((other) => other !== update);
    if (draft.pending.length === 0) {
      this.#drafts.delete(this.#hash(update));
    }
  }

  #write({ queryKey }: OptimisticUpdate, draft: Draft): void {
    const data = draft.pending.reduce((before, { update }) => update(before), draft.base);
    draft.written = this.#client.setQueryData(queryKey, data);
  }

  /** Fetches what is out of date, when the last of the mutations that are under way has come to its end. */
  async #settle(stale: readonly QueryKey[]): Promise<void> {
    this.#mutations--;
    this.#stale.push(...stale);
    if (this.#mutations === 0) {
      await invalidateAll(this.#client, this.#stale.splice(0));
    }
  }

  #hash({ queryKey }: OptimisticUpdate): string {
    return this.#client.defaultQueryOptions({ queryKey }).queryHash;
  }
}

const draftsByClient = new WeakMap<QueryClient, Drafts>();

/** Makes the changes of a mutation. */
export function applyUpdates(client: QueryClient, updates: readonly OptimisticUpdate[]): Promise<AppliedUpdates> {
  const drafts = draftsByClient.get(client) ?? new Drafts(client);
  draftsByClient.set(client, drafts);
  return drafts.apply(updates);
}

export async function invalidateAll(client: QueryClient, stale: readonly QueryKey[]): Promise<void> {
  await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
}
