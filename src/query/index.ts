/** `farcall/query`: calls as TanStack queries, mutations and streams. Works with every adapter; does not use React. */
export type {
  InfiniteQueryOptionsFunction,
  PagePath,
  Pages,
  RpcInfiniteQueryObject,
  RpcInfiniteQueryOptions,
} from "./infinite-query-options.ts";
export type { Invalidation } from "./invalidation.ts";
export type {
  InputOf,
  MutationMethod,
  OutputOf,
  StreamInputOf,
  StreamMethod,
  UnaryMethod,
  VariablesOf,
} from "./method-types.ts";
export type { RpcMutateResult, RpcMutationObject, RpcMutationOptions } from "./mutation-options.ts";
export { type OptimisticUpdate, optimisticUpdate } from "./optimistic-update.ts";
export type { RpcKeyDetail, RpcKeyFilter, RpcKeyKind, RpcQueryKey } from "./query-key.ts";
export type { InitialData, QueryOptionsFunction, RpcQueryObject, RpcQueryOptions } from "./query-options.ts";
export { type RpcRetry, type RpcRetryOptions, rpcRetry } from "./retry.ts";
export type { RpcQueryDefaults } from "./rpc-binding.ts";
export type { MessageWithMetadata, RpcCallOptions, RpcKeyOptions } from "./rpc-call.ts";
export { isRpcError } from "./rpc-error.ts";
export { createRpcQuery, type RpcQuery, type RpcQueryConfig } from "./rpc-query.ts";
export { type RpcSerialization, type RpcSerializationOptions, rpcSerialization } from "./serialization.ts";
export type { ServiceQueries } from "./service-queries.ts";
export type { MessageCallbacks } from "./stream/deliver.ts";
export type { ReconnectOptions } from "./stream/reconnect.ts";
export type { StreamMode, StreamReducer } from "./stream/stream-buffer.ts";
export type { StreamHandle, StreamQuery } from "./stream/stream-handle.ts";
export type { StreamConnection, StreamSnapshot, StreamStatus, StreamView } from "./stream/stream-state.ts";
export { type StreamStore, streamStore } from "./stream/stream-store.ts";
export type {
  NamedStreamData,
  NamedStreamMode,
  RpcStreamObject,
  RpcStreamOptions,
  StreamOptionsFunction,
} from "./stream-options.ts";
