/** Several calls at once, also of different methods. */
import {
  type QueriesOptions,
  type QueriesResults,
  type SuspenseQueriesOptions,
  type SuspenseQueriesResults,
  useQueries as useTanStackQueries,
  useSuspenseQueries as useTanStackSuspenseQueries,
} from "@tanstack/react-query";
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
  options: { combine?: (results: QueriesResults<T>) => TCombined; subscribed?: boolean } = {},
): TCombined {
  return useTanStackQueries({ queries: build(useRpc()) as never, ...options } as never);
}

/**
 * As {@link useQueries}, for a component that is shown only when there are all answers. One that uses `useSuspenseQuery`
 * several times waits for one call before it makes the next.
 */
export function useSuspenseQueries<T extends unknown[], TCombined = SuspenseQueriesResults<T>>(
  build: (rpc: RpcQuery) => readonly [...SuspenseQueriesOptions<T>],
  options: { combine?: (results: SuspenseQueriesResults<T>) => TCombined } = {},
): TCombined {
  return useTanStackSuspenseQueries({ queries: build(useRpc()) as never, ...options } as never);
}
