/** Several calls at once, also of different methods. */
import { type QueriesOptions, type QueriesResults, useQueries as useTanStackQueries } from "@tanstack/react-query";
import type { RpcQuery } from "farcall/query";
import { useRpc } from "./rpc-provider.tsx";

/**
 * Calls several methods at once.
 *
 * @param build makes the options of each call
 * @param combine makes one value of all results; a component is drawn again only when that changes
 *
 * @example
 * const [user, orders] = useQueries((rpc) => [
 *   rpc.queryOptions(UserService.method.get, { id }),
 *   rpc.queryOptions(OrderService.method.list, { user: id }),
 * ]);
 */
export function useQueries<T extends unknown[], TCombined = QueriesResults<T>>(
  build: (rpc: RpcQuery) => readonly [...QueriesOptions<T>],
  options: { combine?: (results: QueriesResults<T>) => TCombined } = {},
): TCombined {
  return useTanStackQueries({ queries: build(useRpc()) as never, ...options } as never);
}
