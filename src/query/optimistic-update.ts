/** Says what a mutation will have changed in the cache, before the server has answered. */
import type { dataTagSymbol, QueryKey } from "@tanstack/query-core";

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
