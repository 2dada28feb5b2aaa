/** Hooks for several concurrent calls, also of different methods. */
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
 * Makes several calls concurrently.
 *
 * @param build returns the options of each call
 * @param combine combines the results into one value; the component renders again only when that changes
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
 * Like {@link useQueries}, but suspends until all responses are there. Several `useSuspenseQuery` in one component would
 * make their calls one after another.
 */
export function useSuspenseQueries<T extends unknown[], TCombined = SuspenseQueriesResults<T>>(
  build: (rpc: RpcQuery) => readonly [...SuspenseQueriesOptions<T>],
  options: { combine?: (results: SuspenseQueriesResults<T>) => TCombined } = {},
): TCombined {
  return useTanStackSuspenseQueries({ queries: build(useRpc()) as never, ...options } as never);
}
