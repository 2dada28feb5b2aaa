/** A unary call that answers page by page. */
import {
  type SkipToken,
  type UseInfiniteQueryResult,
  type UseSuspenseInfiniteQueryResult,
  useInfiniteQuery as useTanStackInfiniteQuery,
  useSuspenseInfiniteQuery as useTanStackSuspenseInfiniteQuery,
} from "@tanstack/react-query";
import type { ConnectError } from "farcall";
import type { InputOf, PagePath, Pages, RpcInfiniteQueryOptions, UnaryMethod } from "farcall/query";
import { useRpc } from "./rpc-provider.tsx";
import type { SuspenseOptions } from "./suspense-options.ts";

/**
 * Calls a unary method for one page after another.
 *
 * @example
 * const { data, fetchNextPage } = useInfiniteQuery(ShopService.method.list, { pageSize: 20 }, {
 *   pageParam: "pageToken",
 *   getNextPageParam: (last) => last.nextPageToken || undefined,
 * });
 */
export function useInfiniteQuery<M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
  method: M,
  input: InputOf<M> | SkipToken,
  options: RpcInfiniteQueryOptions<M, P, TData>,
): UseInfiniteQueryResult<TData, ConnectError> {
  return useTanStackInfiniteQuery(useRpc().infiniteQueryOptions(method, input, options));
}

/** As {@link useInfiniteQuery}, for a component that is shown only when there is a first page. */
export function useSuspenseInfiniteQuery<M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
  method: M,
  input: InputOf<M>,
  options: SuspenseOptions<RpcInfiniteQueryOptions<M, P, TData>>,
): UseSuspenseInfiniteQueryResult<TData, ConnectError> {
  return useTanStackSuspenseInfiniteQuery(
    useRpc().infiniteQueryOptions(method, input, options as RpcInfiniteQueryOptions<M, P, TData>),
  );
}
