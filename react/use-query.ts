/** A unary call as a query. */
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
 * Calls a unary method and keeps the answer.
 *
 * @param input the fields of the request, or TanStack's `skipToken` while they are not known; without it, the empty
 *   request
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

/** As {@link useQuery}, for a component that is shown only when there is an answer. */
export function useSuspenseQuery<M extends UnaryMethod, TData = OutputOf<M>>(
  method: M,
  input?: InputOf<M>,
  options?: SuspenseOptions<HookOptions<RpcQueryOptions<M, TData>>>,
): UseSuspenseQueryResult<TData, ConnectError> {
  return useTanStackSuspenseQuery(useRpc().queryOptions(method, input, withComponent(options, useSuspenseQuery)));
}

/**
 * Begins a call while its component is not there yet, unless there is an answer that is fresh. Never suspends. Takes the
 * options of the hook that it prefetches for; as all that is fetched ahead, it is not retried unless they say so.
 */
export function usePrefetchQuery<M extends UnaryMethod, TData = OutputOf<M>>(
  method: M,
  input?: InputOf<M>,
  options?: RpcQueryOptions<M, TData>,
): void {
  useTanStackPrefetchQuery(useRpc().queryOptions(method, input, options));
}
