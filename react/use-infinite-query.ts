/** Hooks for unary methods that return their results page by page. */
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
 * Calls a unary method once per page.
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

/** Like {@link useInfiniteQuery}, but suspends until there is a first page. */
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
 * Starts loading the first page before the component that shows it renders, unless pages are cached. Never suspends.
 * Takes the options of the hook that it prefetches for, and TanStack's `pages`: the number of pages to fetch, 1 by default.
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
