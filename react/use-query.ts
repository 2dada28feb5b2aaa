/** Hooks for unary calls as queries. */
import {
  type DefinedUseQueryResult,
  type SkipToken,
  type UseQueryResult,
  type UseSuspenseQueryResult,
  usePrefetchQuery as useTanStackPrefetchQuery,
  useQuery as useTanStackQuery,
  useSuspenseQuery as useTanStackSuspenseQuery,
} from "@tanstack/react-query";
import type { ConnectError } from "farcall";
import type { InitialData, InputOf, OutputOf, RpcQueryOptions, UnaryMethod } from "farcall/query";
import type { HookOptions, SuspenseOptions } from "./hook-options.ts";
import { useRpc } from "./rpc-provider.tsx";
import { withComponent } from "./with-component.ts";

/**
 * Calls a unary method and caches the response.
 *
 * @param input the fields of the request, or TanStack's `skipToken` while they are not known; by default, the request is
 *   empty
 *
 * @example
 * const { data, error } = useQuery(ElizaService.method.say, { sentence });
 */
export function useQuery<M extends UnaryMethod, TData = OutputOf<M>>(
  method: M,
  input: InputOf<M> | undefined,
  options: HookOptions<RpcQueryOptions<M, TData>> & InitialData<OutputOf<M>>,
): DefinedUseQueryResult<TData, ConnectError>;
export function useQuery<M extends UnaryMethod, TData = OutputOf<M>>(
  method: M,
  input?: InputOf<M> | SkipToken,
  options?: HookOptions<RpcQueryOptions<M, TData>>,
): UseQueryResult<TData, ConnectError>;
export function useQuery<M extends UnaryMethod, TData = OutputOf<M>>(
  method: M,
  input?: InputOf<M> | SkipToken,
  options?: HookOptions<RpcQueryOptions<M, TData>>,
): UseQueryResult<TData, ConnectError> {
  return useTanStackQuery(useRpc().queryOptions(method, input, withComponent(options, useQuery)));
}

/** Like {@link useQuery}, but suspends until there is a response. */
export function useSuspenseQuery<M extends UnaryMethod, TData = OutputOf<M>>(
  method: M,
  input?: InputOf<M>,
  options?: SuspenseOptions<HookOptions<RpcQueryOptions<M, TData>>>,
): UseSuspenseQueryResult<TData, ConnectError> {
  return useTanStackSuspenseQuery(useRpc().queryOptions(method, input, withComponent(options, useSuspenseQuery)));
}

/**
 * Starts a call before its component renders, unless a fresh response is cached. Never suspends. Takes the options of the
 * hook that it prefetches for. Like every prefetch, it is not retried unless the options ask for it.
 */
export function usePrefetchQuery<M extends UnaryMethod, TData = OutputOf<M>>(
  method: M,
  input?: InputOf<M>,
  options?: RpcQueryOptions<M, TData>,
): void {
  useTanStackPrefetchQuery(useRpc().queryOptions(method, input, options));
}
