/** Binds a transport to TanStack Query. */
import type { DescMethod, DescService } from "@bufbuild/protobuf";
import type { QueryKey } from "@tanstack/query-core";
import type { CallOptions } from "../client/call-options.ts";
import type { Transport } from "../client/transport.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { ResponseMetadata } from "../core/response-metadata.ts";
import { callOnce } from "./call-once.ts";
import { defaultRetry } from "./client-defaults.ts";
import { expectOption } from "./expect-option.ts";
import { type InfiniteQueryOptionsFunction, infiniteQueryOptions } from "./infinite-query-options.ts";
import type { MutationMethod, OutputOf, VariablesOf } from "./method-types.ts";
import { mutationOptions, type RpcMutationObject, type RpcMutationOptions } from "./mutation-options.ts";
import { filterKeyOf, type RpcKeyFilter } from "./query-key.ts";
import { type QueryOptionsFunction, queryOptions } from "./query-options.ts";
import type { RpcBinding, RpcQueryDefaults } from "./rpc-binding.ts";
import { type MessageWithMetadata, mergeCallOptions, type RpcCallOptions } from "./rpc-call.ts";
import { type ServiceQueries, serviceQueries } from "./service-queries.ts";
import { type StreamOptionsFunction, streamOptions } from "./stream-options.ts";
import { transportKeyOf } from "./transport-key.ts";

export interface RpcQueryConfig {
  /** What calls go through: `createConnectTransport(...)`, `createGrpcWebTransport(...)`. */
  transport: Transport;
  /**
   * Stands for the transport in query keys. Default: a counter, so that two transports never share an answer. Give a
   * name where keys outlive the page: for server rendering and for persisted caches.
   */
  transportKey?: string;
  /** Options beneath those of each query, mutation and stream. */
  defaults?: {
    /**
     * For queries; whatever is here goes before the defaults of the QueryClient. Without a `retry` in either of them, a
     * component's query is repeated as `rpcRetry()` does, and what `fetchQuery` and its siblings ask for is not.
     */
    query?: RpcQueryDefaults;
    /** For every call: headers (merged by name), timeout, ... */
    call?: RpcCallOptions;
  };
}

/** Makes options for TanStack Query: plain objects that every adapter takes. */
export interface RpcQuery {
  readonly transport: Transport;
  /** Stands for the transport in query keys. */
  readonly transportKey: string;
  /**
   * Options for a unary call as a query.
   *
   * @example
   * useQuery(rpc.queryOptions(ElizaService.method.say, { sentence }, { staleTime: 60_000 }));
   */
  queryOptions: QueryOptionsFunction;
  /**
   * Options for a unary call that answers page by page; `pageParam` names the field of the request that says which.
   *
   * @example
   * rpc.infiniteQueryOptions(ShopService.method.list, { pageSize: 20 }, {
   *   pageParam: "pageToken",
   *   getNextPageParam: (last) => last.nextPageToken || undefined,
   * });
   */
  infiniteQueryOptions: InfiniteQueryOptionsFunction;
  /**
   * Options for a unary or client-streaming call as a mutation: what it makes out of date, and what it will have
   * changed before the server has answered.
   */
  mutationOptions<M extends MutationMethod, R = unknown>(
    method: M,
    options?: RpcMutationOptions<M, R>,
  ): RpcMutationObject<M, R>;
  /**
   * Options for a streaming call as a query whose data grows. All who use the same options share one connection.
   *
   * @example
   * useQuery(rpc.streamOptions(TickService.method.tick, { perSecond: 10 }, { mode: "latest" }));
   */
  streamOptions: StreamOptionsFunction;
  /**
   * A key that finds what is cached: everything of this transport, of a service, of a method, or the calls whose
   * request has some fields.
   *
   * @example
   * queryClient.invalidateQueries({ queryKey: rpc.key({ method: ShopService.method.list, input: { shelf: 3n } }) });
   */
  key<M extends DescMethod>(filter?: RpcKeyFilter<M>): QueryKey;
  /** Calls once, past the cache. */
  call<M extends MutationMethod>(method: M, request: VariablesOf<M>, options?: CallOptions): Promise<OutputOf<M>>;
  /** Calls once, past the cache, and gives headers and trailers as well. */
  callWithMetadata<M extends MutationMethod>(
    method: M,
    request: VariablesOf<M>,
    options?: CallOptions,
  ): Promise<MessageWithMetadata<OutputOf<M>>>;
  /**
   * The methods of a service, each with the options that it can make.
   *
   * @example
   * rpc.service(ElizaService).say.queryOptions({ sentence: "hi" });
   */
  service<S extends DescService>(service: S): ServiceQueries<S>;
}

/**
 * Binds a transport to TanStack Query. Needs no React, and works with every adapter. What is impossible in options is
 * refused as invalid_argument, and by its name.
 *
 * @example
 * const rpc = createRpcQuery({ transport: createConnectTransport({ baseUrl: "https://api.example.com" }) });
 * const answer = await queryClient.fetchQuery(rpc.queryOptions(ElizaService.method.say, { sentence: "hi" }));
 */
export function createRpcQuery({ transport, transportKey, defaults = {} }: RpcQueryConfig): RpcQuery {
  if (typeof transport?.clientStream !== "function") {
    throw new ConnectError(Code.InvalidArgument, "transport must be one of Farcall's: createConnectTransport(...)");
  }
  expectOption("transportKey", transportKey, typeof transportKey === "string", "a name");
  const binding: RpcBinding = {
    transport,
    transportKey: transportKey ?? transportKeyOf(transport),
    call: defaults.call ?? {},
    query: { ...defaultRetry, ...defaults.query },
  };
  const call: RpcQuery["call"] = (method, request, options) =>
    callOnce(transport, method, request, mergeCallOptions(binding.call, options));
  const rpc: RpcQuery = {
    transport,
    transportKey: binding.transportKey,
    // The overloads say of the result what the input has shown; underneath there is one function.
    queryOptions: queryOptions.bind(null, binding) as QueryOptionsFunction,
    infiniteQueryOptions: infiniteQueryOptions.bind(null, binding) as unknown as InfiniteQueryOptionsFunction,
    mutationOptions: (method, options) => mutationOptions(binding, method, options),
    streamOptions: streamOptions.bind(null, binding) as StreamOptionsFunction,
    key: (filter = {}) => filterKeyOf(binding.transportKey, filter as RpcKeyFilter),
    call,
    async callWithMetadata(method, request, options) {
      const metadata = options?.metadata ?? new ResponseMetadata();
      const message = await call(method, request, { ...options, metadata });
      return { message, headers: metadata.headers, trailers: metadata.trailers };
    },
    service: (service) => serviceQueries(rpc, service),
  };
  return rpc;
}
