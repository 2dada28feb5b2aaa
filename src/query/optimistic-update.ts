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
 * @param update gets the data and returns what it will be; not called while there is none
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

/** What was changed, and how to take it back. */
export interface AppliedUpdates {
  rollBack(): void;
}

/** Makes the changes; what is being fetched meanwhile is stopped, for it would overwrite them. */
export async function applyUpdates(client: QueryClient, updates: readonly OptimisticUpdate[]): Promise<AppliedUpdates> {
  await Promise.all(updates.map(({ queryKey }) => client.cancelQueries({ queryKey, exact: true })));
  const applied = updates.flatMap(({ queryKey, update }) => {
    const before = client.getQueryData(queryKey);
    if (before === undefined) {
      return [];
    }
    client.setQueryData(queryKey, update(before));
    return [{ queryKey, before, after: client.getQueryData(queryKey) }];
  });
  return {
    rollBack() {
      for (const { queryKey, before, after } of applied.reverse()) {
        // Somebody has changed it since: taking back ours would take back theirs.
        if (client.getQueryData(queryKey) === after) {
          client.setQueryData(queryKey, before);
        }
      }
    },
  };
}
