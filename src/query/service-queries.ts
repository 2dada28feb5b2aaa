/**
 * The methods of a service, each with functions for the options it supports: shorter than passing the method to them.
 */
import type { DescMethod, DescService } from "@bufbuild/protobuf";
import type { QueryKey, SkipToken } from "@tanstack/query-core";
import type { CallOptions } from "../client/call-options.ts";
import type { PagePath, Pages, RpcInfiniteQueryObject, RpcInfiniteQueryOptions } from "./infinite-query-options.ts";
import type {
  InputOf,
  MutationMethod,
  OutputOf,
  StreamInputOf,
  StreamMethod,
  UnaryMethod,
  VariablesOf,
} from "./method-types.ts";
import type { RpcMutationObject, RpcMutationOptions } from "./mutation-options.ts";
import type { RpcKeyFilter } from "./query-key.ts";
import type { InitialData, RpcQueryObject, RpcQueryOptions } from "./query-options.ts";
import type { MessageWithMetadata } from "./rpc-call.ts";
import type { StreamReducer } from "./stream/stream-buffer.ts";
import type { NamedStreamData, NamedStreamMode, RpcStreamObject, RpcStreamOptions } from "./stream-options.ts";

interface AnyQueries<M extends DescMethod> {
  /** Returns a key that matches the calls of this method, or those with some request fields. */
  key(filter?: Omit<Extract<RpcKeyFilter<M>, { method: M }>, "method">): QueryKey;
}

interface MutationQueries<M extends MutationMethod> extends AnyQueries<M> {
  mutationOptions<R = unknown>(options?: RpcMutationOptions<M, R>): RpcMutationObject<M, R>;
  /** Makes a single call, bypassing the cache. */
  call(request: VariablesOf<M>, options?: CallOptions): Promise<OutputOf<M>>;
  /** Makes a single call, bypassing the cache, and returns headers and trailers too. */
  callWithMetadata(request: VariablesOf<M>, options?: CallOptions): Promise<MessageWithMetadata<OutputOf<M>>>;
}

interface UnaryQueries<M extends UnaryMethod> extends MutationQueries<M> {
  queryOptions<TData = OutputOf<M>>(
    input: InputOf<M> | undefined,
    options: RpcQueryOptions<M, TData> & InitialData<OutputOf<M>>,
  ): RpcQueryObject<M, TData> & InitialData<OutputOf<M>>;
  queryOptions<TData = OutputOf<M>>(input?: InputOf<M>, options?: RpcQueryOptions<M, TData>): RpcQueryObject<M, TData>;
  queryOptions<TData = OutputOf<M>>(
    input?: InputOf<M> | SkipToken,
    options?: RpcQueryOptions<M, TData>,
  ): RpcQueryObject<M, TData, SkipToken>;
  infiniteQueryOptions<P extends PagePath<M>, TData = Pages<M, P>>(
    input: InputOf<M>,
    options: RpcInfiniteQueryOptions<M, P, TData> & InitialData<Pages<M, P>>,
  ): RpcInfiniteQueryObject<M, P, TData> & InitialData<Pages<M, P>>;
  infiniteQueryOptions<P extends PagePath<M>, TData = Pages<M, P>>(
    input: InputOf<M>,
    options: RpcInfiniteQueryOptions<M, P, TData>,
  ): RpcInfiniteQueryObject<M, P, TData>;
  infiniteQueryOptions<P extends PagePath<M>, TData = Pages<M, P>>(
    input: InputOf<M> | SkipToken,
    options: RpcInfiniteQueryOptions<M, P, TData>,
  ): RpcInfiniteQueryObject<M, P, TData, SkipToken>;
}

interface StreamQueries<M extends StreamMethod> extends AnyQueries<M> {
  streamOptions<D, TData = D>(
    input: StreamInputOf<M>,
    options: RpcStreamOptions<M, D, TData> & { mode: StreamReducer<D, OutputOf<M>> },
  ): RpcStreamObject<M, D, TData>;
  streamOptions<Mode extends NamedStreamMode = "collect", TData = NamedStreamData<M, Mode>>(
    input: StreamInputOf<M>,
    options?: RpcStreamOptions<M, NamedStreamData<M, Mode>, TData> & { mode?: Mode },
  ): RpcStreamObject<M, NamedStreamData<M, Mode>, TData>;
  streamOptions<D, TData = D>(
    input: StreamInputOf<M> | SkipToken,
    options: RpcStreamOptions<M, D, TData> & { mode: StreamReducer<D, OutputOf<M>> },
  ): RpcStreamObject<M, D, TData, SkipToken>;
  streamOptions<Mode extends NamedStreamMode = "collect", TData = NamedStreamData<M, Mode>>(
    input: StreamInputOf<M> | SkipToken,
    options?: RpcStreamOptions<M, NamedStreamData<M, Mode>, TData> & { mode?: Mode },
  ): RpcStreamObject<M, NamedStreamData<M, Mode>, TData, SkipToken>;
}

type MethodQueries<M extends DescMethod> = M extends UnaryMethod
  ? UnaryQueries<M>
  : M extends StreamMethod
    ? StreamQueries<M>
    : M extends MutationMethod
      ? MutationQueries<M>
      : never;

/** The methods of a service, named as in the generated code. */
export type ServiceQueries<S extends DescService> = {
  readonly [K in keyof S["method"]]: MethodQueries<S["method"][K]>;
};

/** Functions that create options for a method. */
type Makers = Readonly<Record<BoundMaker, (...args: never[]) => unknown>> & {
  readonly key: (filter: { method: DescMethod }) => unknown;
};
type BoundMaker =
  | "queryOptions"
  | "infiniteQueryOptions"
  | "streamOptions"
  | "mutationOptions"
  | "call"
  | "callWithMetadata";

export function serviceQueries<S extends DescService>(rpc: Makers, service: S): ServiceQueries<S> {
  const bind =
    (make: (...args: never[]) => unknown, method: DescMethod) =>
    (...rest: unknown[]): unknown =>
      make(method as never, ...(rest as never[]));
  const queries = service.methods.map((method) => [
    method.localName,
    {
      key: (filter: object = {}) => rpc.key({ ...filter, method }),
      queryOptions: bind(rpc.queryOptions, method),
      infiniteQueryOptions: bind(rpc.infiniteQueryOptions, method),
      streamOptions: bind(rpc.streamOptions, method),
      mutationOptions: bind(rpc.mutationOptions, method),
      call: bind(rpc.call, method),
      callWithMetadata: bind(rpc.callWithMetadata, method),
    },
  ]);
  return Object.fromEntries(queries);
}
