/** Options for a unary call that returns one page at a time. */

import type { MessageShape } from "@bufbuild/protobuf";
import type {
  DataTag,
  InfiniteData,
  InfiniteQueryObserverOptions,
  QueryFunctionContext,
  SkipToken,
} from "@tanstack/query-core";
import { methodInfo } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { queryOrigin } from "./call-origin.ts";
import { shareByDefault } from "./client-defaults.ts";
import { expectMethod } from "./expect-method.ts";
import { withOrigin } from "./fetch-origin.ts";
import { lingerCall } from "./linger-call.ts";
import type { InputOf, OutputOf, UnaryMethod } from "./method-types.ts";
import { type FieldAt, type FieldPath, getField, withField } from "./page-param.ts";
import { queryKeyOf, type RpcQueryKey } from "./query-key.ts";
import type { InitialData } from "./query-options.ts";
import type { RpcBinding } from "./rpc-binding.ts";
import { mergeCallOptions, type RpcKeyOptions } from "./rpc-call.ts";
import { shareMessage } from "./share-message.ts";
import { isSkipToken } from "./skip-token.ts";

/** The paths in a method's request that can select a page. */
export type PagePath<M extends UnaryMethod> = FieldPath<MessageShape<M["input"]>>;
type PageParam<M extends UnaryMethod, P extends string> = FieldAt<MessageShape<M["input"]>, P>;
export type Pages<M extends UnaryMethod, P extends string> = InfiniteData<OutputOf<M>, PageParam<M, P>>;

/** TanStack's options, without those that the call sets. */
type Passed<M extends UnaryMethod, P extends string, TData> = Omit<
  InfiniteQueryObserverOptions<OutputOf<M>, ConnectError, TData, RpcQueryKey, PageParam<M, P>>,
  "queryKey" | "queryFn" | "queryHash" | "queryKeyHashFn" | "initialPageParam" | "suspense"
>;

/** Options for pages: TanStack's, those of the call, and the field of the request that selects the page. */
export type RpcInfiniteQueryOptions<M extends UnaryMethod, P extends string, TData = Pages<M, P>> = Passed<
  M,
  P,
  TData
> &
  RpcKeyOptions & {
    /**
     * The field of the request that selects the page: "pageToken", "page.token". For a oneof, a page is its case and
     * value: `{ case: "after", value: last.cursor }`.
     */
    pageParam: P;
    /** The first page. Default: the field's value in the input, or its default. */
    initialPageParam?: PageParam<M, P>;
  };

/**
 * A plain object for `useInfiniteQuery`, `useSuspenseInfiniteQuery` and `prefetchInfiniteQuery`, in any adapter.
 *
 * The type declares only what adapters infer from; the object also has all other options that were given. Vue's adapter
 * would reject those that can be functions of a query, because it declares them for another type of key.
 */
export type RpcInfiniteQueryObject<M extends UnaryMethod, P extends string, TData = Pages<M, P>, Skip = never> = Pick<
  Passed<M, P, TData>,
  "select" | "retry" | "structuralSharing" | "getNextPageParam"
> & {
  throwOnError?: boolean | ((error: ConnectError) => boolean);
  queryKey: DataTag<RpcQueryKey, Pages<M, P>, ConnectError>;
  queryFn: ((context: QueryFunctionContext<RpcQueryKey, PageParam<M, P>>) => Promise<OutputOf<M>>) | Skip;
  initialPageParam: PageParam<M, P>;
};

/** `infiniteQueryOptions`. The result can be skipped if the input can, and always has data if there is initial data. */
export interface InfiniteQueryOptionsFunction {
  <M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
    method: M,
    input: InputOf<M>,
    options: RpcInfiniteQueryOptions<M, P, TData> & InitialData<Pages<M, P>>,
  ): RpcInfiniteQueryObject<M, P, TData> & InitialData<Pages<M, P>>;
  <M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
    method: M,
    input: InputOf<M>,
    options: RpcInfiniteQueryOptions<M, P, TData>,
  ): RpcInfiniteQueryObject<M, P, TData>;
  <M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
    method: M,
    input: InputOf<M> | SkipToken,
    options: RpcInfiniteQueryOptions<M, P, TData>,
  ): RpcInfiniteQueryObject<M, P, TData, SkipToken>;
}

export function infiniteQueryOptions<M extends UnaryMethod, P extends PagePath<M>, TData = Pages<M, P>>(
  { transport, transportKey, call, query }: RpcBinding,
  method: M,
  input: InputOf<M> | SkipToken,
  options: RpcInfiniteQueryOptions<M, P, TData>,
): RpcInfiniteQueryObject<M, P, TData, SkipToken> {
  expectMethod(method, "infiniteQueryOptions");
  const info = methodInfo(method);
  const { call: ownCall, scope, keyHeaders, pageParam: path, initialPageParam, ...passed } = options;
  if (typeof path !== "string") {
    throw new ConnectError(Code.InvalidArgument, 'pageParam must name a field of the request: "pageToken"');
  }
  const callOptions = mergeCallOptions(call, ownCall);
  const given = isSkipToken(input) ? ({} as InputOf<M>) : input;
  const first = initialPageParam ?? (getField(method.input, given, path) as PageParam<M, P>);
  // Lists that start at different pages differ, whether or not the input names the first page.
  const keyed = isSkipToken(input) || initialPageParam === undefined ? input : withFirst(method, input, path, first);
  const keyOptions = { scope, keyHeaders, call: callOptions };
  const key = queryKeyOf(transportKey, "infinite", method, keyed, keyOptions, { page: path });
  return {
    structuralSharing: (previous, next) =>
      shareByDefault(previous, next, () => shareMessage(method.output, previous, next)),
    ...query,
    ...passed,
    queryKey: key as RpcInfiniteQueryObject<M, P>["queryKey"],
    queryFn: isSkipToken(input)
      ? input
      : (context) =>
          withOrigin(context, () => {
            const request = withField(method.input, input, path, context.pageParam);
            return lingerCall(
              context,
              (signal) =>
                transport.unary(info, request as never, {
                  ...callOptions,
                  signal,
                  origin: queryOrigin(context),
                }) as Promise<OutputOf<M>>,
            );
          }),
    initialPageParam: first,
  } as RpcInfiniteQueryObject<M, P, TData, SkipToken>;
}

/** Returns the request for the first page. */
function withFirst<M extends UnaryMethod>(method: M, input: InputOf<M>, path: string, first: unknown): unknown {
  try {
    return withField(method.input, input, path, first);
  } catch {
    return input; // it does not fit its schema, and the call's error will say so
  }
}
