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
  /** The transport for all calls: `createConnectTransport(...)`, `createGrpcWebTransport(...)`. */
  transport: Transport;
  /**
   * Identifies the transport in query keys. Default: a counter, so that two transports never share data. Set a name if
   * keys outlive the page: for server rendering and for persisted caches.
   */
  transportKey?: string;
  /** Default options of queries, mutations and streams. */
  defaults?: {
    /**
     * For queries; these take precedence over the defaults of the QueryClient. If neither sets `retry`, queries of
     * components are retried as by `rpcRetry()`, and those of `fetchQuery` and its siblings are not.
     */
    query?: RpcQueryDefaults;
    /** For every call: headers (merged by name), timeout, ... */
    call?: RpcCallOptions;
  };
}

/** Creates options for TanStack Query: plain objects that every adapter accepts. */
export interface RpcQuery {
  readonly transport: Transport;
  /** Identifies the transport in query keys. */
  readonly transportKey: string;
  /**
   * Creates options for a unary call as a query.
   *
   * @example
   * useQuery(rpc.queryOptions(ElizaService.method.say, { sentence }, { staleTime: 60_000 }));
   */
  queryOptions: QueryOptionsFunction;
  /**
   * Creates options for a unary call that returns one page at a time; `pageParam` names the request field that selects
   * it.
   *
   * @example
   * rpc.infiniteQueryOptions(ShopService.method.list, { pageSize: 20 }, {
   *   pageParam: "pageToken",
   *   getNextPageParam: (last) => last.nextPageToken || undefined,
   * });
   */
  infiniteQueryOptions: InfiniteQueryOptionsFunction;
  /**
   * Creates options for a unary or client-streaming call as a mutation: what it makes stale, and the changes to show
   * before the server responds.
   */
  mutationOptions<M extends MutationMethod, R = unknown>(
    method: M,
    options?: RpcMutationOptions<M, R>,
  ): RpcMutationObject<M, R>;
  /**
   * Creates options for a streaming call as a query whose data grows. All users of the same options share one
   * connection.
   *
   * @example
   * useQuery(rpc.streamOptions(TickService.method.tick, { perSecond: 10 }, { mode: "latest" }));
   */
  streamOptions: StreamOptionsFunction;
  /**
   * Returns a key that matches cached data: of this transport, of a service, of a method, or of calls with some request
   * fields.
   *
   * @example
   * queryClient.invalidateQueries({ queryKey: rpc.key({ method: ShopService.method.list, input: { shelf: 3n } }) });
   */
  key<M extends DescMethod>(filter?: RpcKeyFilter<M>): QueryKey;
  /** Makes a single call, bypassing the cache. */
  call<M extends MutationMethod>(method: M, request: VariablesOf<M>, options?: CallOptions): Promise<OutputOf<M>>;
  /** Makes a single call, bypassing the cache, and returns headers and trailers too. */
  callWithMetadata<M extends MutationMethod>(
    method: M,
    request: VariablesOf<M>,
    options?: CallOptions,
  ): Promise<MessageWithMetadata<OutputOf<M>>>;
  /**
   * Returns the methods of a service, each with functions for the options it supports.
   *
   * @example
   * rpc.service(ElizaService).say.queryOptions({ sentence: "hi" });
   */
  service<S extends DescService>(service: S): ServiceQueries<S>;
}

/**
 * Binds a transport to TanStack Query. Works with every adapter, and does not need React. Invalid options throw
 * invalid_argument with their names.
 *
 * @example
 * const rpc = createRpcQuery({ transport: createConnectTransport({ baseUrl: "https://api.example.com" }) });
 * const answer = await queryClient.fetchQuery(rpc.queryOptions(ElizaService.method.say, { sentence: "hi" }));
 */
export function createRpcQuery({ transport, transportKey, defaults = {} }: RpcQueryConfig): RpcQuery {
  if (typeof transport?.clientStream !== "function") {
    throw new ConnectError(Code.InvalidArgument, "transport must be a Farcall transport: createConnectTransport(...)");
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
    // The overloads derive the result type from the input; there is one implementation.
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
