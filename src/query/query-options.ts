/** Options for a unary call as a query. */
import type { DataTag, QueryFunctionContext, QueryObserverOptions, SkipToken } from "@tanstack/query-core";
import { methodInfo } from "../codec/proto-method.ts";
import type { ConnectError } from "../core/connect-error.ts";
import { queryOrigin } from "./call-origin.ts";
import { shareByDefault } from "./client-defaults.ts";
import { expectMethod } from "./expect-method.ts";
import { withOrigin } from "./fetch-origin.ts";
import { lingerCall } from "./linger-call.ts";
import type { InputOf, OutputOf, UnaryMethod } from "./method-types.ts";
import { queryKeyOf, type RpcQueryKey } from "./query-key.ts";
import type { RpcBinding } from "./rpc-binding.ts";
import { mergeCallOptions, type RpcKeyOptions } from "./rpc-call.ts";
import { shareMessage } from "./share-message.ts";
import { isSkipToken } from "./skip-token.ts";

/** TanStack's options, without those that the call sets. */
type Passed<M extends UnaryMethod, TData> = Omit<
  QueryObserverOptions<OutputOf<M>, ConnectError, TData, OutputOf<M>, RpcQueryKey>,
  "queryKey" | "queryFn" | "queryHash" | "queryKeyHashFn" | "suspense"
>;

/** Options for a query: TanStack's and those of the call. */
export interface RpcQueryOptions<M extends UnaryMethod, TData = OutputOf<M>> extends Passed<M, TData>, RpcKeyOptions {}

/**
 * A plain object for `useQuery`, `useSuspenseQuery`, `useQueries`, `fetchQuery` and `prefetchQuery`, in any adapter.
 *
 * The type declares only what adapters infer from; the object also has all other options that were given. Vue's adapter
 * would reject those that can be functions of a query, because it declares them for another type of key.
 */
export type RpcQueryObject<M extends UnaryMethod, TData = OutputOf<M>, Skip = never> = Pick<
  Passed<M, TData>,
  "select" | "retry" | "structuralSharing"
> & {
  throwOnError?: boolean | ((error: ConnectError) => boolean);
  queryKey: DataTag<RpcQueryKey, OutputOf<M>, ConnectError>;
  queryFn: ((context: QueryFunctionContext<RpcQueryKey>) => Promise<OutputOf<M>>) | Skip;
};

/** Initial data, with which a query always has data. */
export interface InitialData<D> {
  initialData: D | (() => D);
}

/** `queryOptions`. The result can be skipped if the input can, and always has data if there is initial data. */
export interface QueryOptionsFunction {
  <M extends UnaryMethod, TData = OutputOf<M>>(
    method: M,
    input: InputOf<M> | undefined,
    options: RpcQueryOptions<M, TData> & InitialData<OutputOf<M>>,
  ): RpcQueryObject<M, TData> & InitialData<OutputOf<M>>;
  <M extends UnaryMethod, TData = OutputOf<M>>(
    method: M,
    input?: InputOf<M>,
    options?: RpcQueryOptions<M, TData>,
  ): RpcQueryObject<M, TData>;
  <M extends UnaryMethod, TData = OutputOf<M>>(
    method: M,
    input?: InputOf<M> | SkipToken,
    options?: RpcQueryOptions<M, TData>,
  ): RpcQueryObject<M, TData, SkipToken>;
}

export function queryOptions<M extends UnaryMethod, TData = OutputOf<M>>(
  { transport, transportKey, call, query }: RpcBinding,
  method: M,
  input: InputOf<M> | SkipToken = {} as InputOf<M>,
  options: RpcQueryOptions<M, TData> = {},
): RpcQueryObject<M, TData, SkipToken> {
  expectMethod(method, "queryOptions");
  const info = methodInfo(method);
  const { call: ownCall, scope, keyHeaders, ...passed } = options;
  const callOptions = mergeCallOptions(call, ownCall);
  const key = queryKeyOf(transportKey, "query", method, input, { scope, keyHeaders, call: callOptions });
  return {
    structuralSharing: (previous, next) =>
      shareByDefault(previous, next, () => shareMessage(method.output, previous, next)),
    ...query,
    ...passed,
    queryKey: key as RpcQueryObject<M>["queryKey"],
    queryFn: isSkipToken(input)
      ? input
      : (context) =>
          withOrigin(context, () =>
            lingerCall(
              context,
              (signal) =>
                transport.unary(info, input, { ...callOptions, signal, origin: queryOrigin(context) }) as Promise<
                  OutputOf<M>
                >,
            ),
          ),
  } as RpcQueryObject<M, TData, SkipToken>;
}
