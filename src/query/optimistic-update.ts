/** Describes the expected changes of a mutation to the cache, before the server responds. */
import type { dataTagSymbol, QueryKey } from "@tanstack/query-core";

/** A change to the cached data of one query. */
export interface OptimisticUpdate {
  readonly queryKey: QueryKey;
  readonly update: (data: unknown) => unknown;
}

/** The data type in the key of query options. */
type DataOf<K> = K extends { [dataTagSymbol]: infer D } ? D : unknown;

/**
 * Describes the expected change of a mutation to a query, for the mutation option `optimistic`.
 *
 * @param options the query's options, from `rpc.queryOptions` and its siblings
 * @param update receives the data and returns the new data; not called without data, and called again for each earlier
 *   mutation that fails
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
