/** A unary call that answers page by page. */
import {
  type DefinedUseInfiniteQueryResult,
  type SkipToken,
  type UseInfiniteQueryResult,
  type UseSuspenseInfiniteQueryResult,
  useInfiniteQuery as useTanStackInfiniteQuery,
  usePrefetchInfiniteQuery as useTanStackPrefetchInfiniteQuery,
  useSuspenseInfiniteQuery as useTanStackSuspenseInfiniteQuery,
} from "@tanstack/react-query";
import type { ConnectError } from "farcall";
import type { InitialData, InputOf, PagePath, Pages, RpcInfiniteQueryOptions, UnaryMethod } from "farcall/query";
import type { HookOptions, SuspenseOptions } from "./hook-options.ts";
import { useRpc } from "./rpc-provider.tsx";
import { withComponent } from "./with-component.ts";

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
  input: InputOf<M>,
  options: HookOptions<RpcInfiniteQueryOptions<M, P, TData>> & InitialData<Pages<M, P>>,
): DefinedUseInfiniteQueryResult<TData, ConnectError>;
export function useInfiniteQuery<M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
  method: M,
  input: InputOf<M> | SkipToken,
  options: HookOptions<RpcInfiniteQueryOptions<M, P, TData>>,
): UseInfiniteQueryResult<TData, ConnectError>;
export function useInfiniteQuery<M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
  method: M,
  input: InputOf<M> | SkipToken,
  options: HookOptions<RpcInfiniteQueryOptions<M, P, TData>>,
): UseInfiniteQueryResult<TData, ConnectError> {
  return useTanStackInfiniteQuery(
    useRpc().infiniteQueryOptions(method, input, withComponent(options, useInfiniteQuery)),
  );
}

/** As {@link useInfiniteQuery}, for a component that is shown only when there is a first page. */
export function useSuspenseInfiniteQuery<M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
  method: M,
  input: InputOf<M>,
  options: SuspenseOptions<HookOptions<RpcInfiniteQueryOptions<M, P, TData>>>,
): UseSuspenseInfiniteQueryResult<TData, ConnectError> {
  return useTanStackSuspenseInfiniteQuery(
    useRpc().infiniteQueryOptions(
      method,
      input,
      withComponent(options as RpcInfiniteQueryOptions<M, P, TData>, useSuspenseInfiniteQuery),
    ),
  );
}

/**
 * Begins with the first page while the component that shows it is not there yet, unless there are pages. Never suspends.
 * Takes the options of the hook that it prefetches for, and TanStack's `pages`: how many to fetch, if not only the first.
 *
 * @example
 * usePrefetchInfiniteQuery(ShopService.method.list, { pageSize: 20 }, {
 *   pageParam: "pageToken",
 *   getNextPageParam: (last) => last.nextPageToken || undefined,
 *   pages: 2,
 * });
 */
export function usePrefetchInfiniteQuery<M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
  method: M,
  input: InputOf<M>,
  options: RpcInfiniteQueryOptions<M, P, TData> & { pages?: number },
): void {
  useTanStackPrefetchInfiniteQuery(useRpc().infiniteQueryOptions(method, input, options));
}
