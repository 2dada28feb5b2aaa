/** Options for a call that returns many messages, as a query whose data grows while the stream runs. */

import type { DescMethod } from "@bufbuild/protobuf";
import type { DataTag, Query, QueryFunctionContext, QueryObserverOptions, SkipToken } from "@tanstack/query-core";
import { methodInfo } from "../codec/proto-method.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { MethodInfo } from "../core/method.ts";
import { expectMethod } from "./expect-method.ts";
import { expectStreamOptions } from "./expect-stream-options.ts";
import type { OutputOf, StreamInputOf, StreamMethod } from "./method-types.ts";
import { queryKeyOf, type RpcQueryKey } from "./query-key.ts";
import type { RpcBinding } from "./rpc-binding.ts";
import { mergeCallOptions, type RpcKeyOptions } from "./rpc-call.ts";
import { isSkipToken } from "./skip-token.ts";
import { hasFailed } from "./stream/cached-stream.ts";
import type { MessageCallbacks } from "./stream/deliver.ts";
import type { ReconnectOptions } from "./stream/reconnect.ts";
import { defaultLimit, type StreamMode, type StreamReducer } from "./stream/stream-buffer.ts";
import { rememberLimit } from "./stream/stream-limit.ts";
import type { StreamSpec } from "./stream/stream-spec.ts";
import type { StreamSnapshot } from "./stream/stream-state.ts";
import { isFreshStream, liveStreamStore } from "./stream/stream-store.ts";

/** TanStack's options, without those that the stream sets. */
type Passed<M extends StreamMethod, D, TData> = Omit<
  QueryObserverOptions<
    StreamSnapshot<D, OutputOf<M>>,
    ConnectError,
    TData,
    StreamSnapshot<D, OutputOf<M>>,
    RpcQueryKey
  >,
  | "queryKey"
  | "queryFn"
  | "queryHash"
  | "queryKeyHashFn"
  | "select"
  | "staleTime"
  | "structuralSharing"
  | "retry"
  | "retryDelay"
  | "networkMode"
  | "suspense"
>;

/** Options for a stream: TanStack's and those of the stream. Invalid ones throw invalid_argument. */
export interface RpcStreamOptions<M extends StreamMethod, D, TData = D>
  extends Passed<M, D, TData>,
    RpcKeyOptions,
    MessageCallbacks<OutputOf<M>> {
  /**
   * What the data is: for "collect", a list of the messages; for "latest", the last one; for `{ initial, reduce }`, the
   * result of a reducer. Default: "collect". Each mode is a separate stream with its own connection; streams that
   * differ only in their reducers need a `scope`.
   */
  mode?: StreamMode<D, OutputOf<M>>;
  /**
   * How many messages "collect" keeps; the oldest are dropped first, and counted as `dropped`. All users of a stream
   * share the limit of the one that opened it. Default 10,000.
   */
  limit?: number;
  /** Derives a component's data: once per snapshot, if it is the same function each time. */
  select?: (data: D) => TData;
  /**
   * Returns the request with which a lost stream continues after its last message.
   *
   * @example
   * resume: (latest, input) => ({ ...input, after: latest.sequence })
   */
  resume?: (latest: OutputOf<M>, input: StreamInputOf<M>) => StreamInputOf<M>;
  /**
   * Whether and when a lost stream reconnects. By default it does if `resume` is set or the method is declared free of
   * side effects; without `resume`, it starts from the beginning.
   */
  reconnect?: boolean | ReconnectOptions;
  /** A connection without a message for this many milliseconds counts as lost. Default: no limit. */
  heartbeatMs?: number;
  /** How long a stream outlives its last component, in milliseconds, or `Infinity`. Default 1,000. */
  lingerMs?: number;
  /**
   * How long the query waits for the first message, in milliseconds, before it succeeds with an empty snapshot, so that
   * loaders and `Suspense` do not wait for a silent stream. `Infinity` always waits. Default 1,000.
   */
  waitMs?: number;
  /** How long the data of an ended stream counts as fresh, in milliseconds. Default 0. */
  staleTime?: number;
  /** On a server that renders pages: do not open the stream (the default), or read its first message. */
  ssr?: false | "first";
}

/**
 * A plain object for `useQuery`, `useSuspenseQuery` and `prefetchQuery`, in any adapter, and for `streamStore`.
 *
 * The type declares only what adapters infer from; the object also has all other options that were given.
 */
export type RpcStreamObject<M extends StreamMethod, D, TData = D, Skip = never> = {
  queryKey: DataTag<RpcQueryKey, StreamSnapshot<D, OutputOf<M>>, ConnectError>;
  queryFn: ((context: QueryFunctionContext<RpcQueryKey>) => Promise<StreamSnapshot<D, OutputOf<M>>>) | Skip;
  select: (snapshot: StreamSnapshot<D, OutputOf<M>>) => TData;
  structuralSharing: false;
  retry?: boolean | ((failureCount: number, error: ConnectError) => boolean);
  throwOnError?: boolean | ((error: ConnectError) => boolean);
  networkMode: "always";
};

/** The named modes. */
export type NamedStreamMode = "latest" | "collect";

/** The data type of a named mode. */
export type NamedStreamData<M extends StreamMethod, Mode extends NamedStreamMode> = Mode extends "latest"
  ? OutputOf<M> | undefined
  : readonly OutputOf<M>[];

/** `streamOptions` with both forms of `mode`, a name and a reducer. The result can be skipped if the input can. */
export interface StreamOptionsFunction {
  <M extends StreamMethod, D, TData = D>(
    method: M,
    input: StreamInputOf<M>,
    options: RpcStreamOptions<M, D, TData> & { mode: StreamReducer<D, OutputOf<M>> },
  ): RpcStreamObject<M, D, TData>;
  <M extends StreamMethod, Mode extends NamedStreamMode = "collect", TData = NamedStreamData<M, Mode>>(
    method: M,
    input: StreamInputOf<M>,
    options?: RpcStreamOptions<M, NamedStreamData<M, Mode>, TData> & { mode?: Mode },
  ): RpcStreamObject<M, NamedStreamData<M, Mode>, TData>;
  <M extends StreamMethod, D, TData = D>(
    method: M,
    input: StreamInputOf<M> | SkipToken,
    options: RpcStreamOptions<M, D, TData> & { mode: StreamReducer<D, OutputOf<M>> },
  ): RpcStreamObject<M, D, TData, SkipToken>;
  <M extends StreamMethod, Mode extends NamedStreamMode = "collect", TData = NamedStreamData<M, Mode>>(
    method: M,
    input: StreamInputOf<M> | SkipToken,
    options?: RpcStreamOptions<M, NamedStreamData<M, Mode>, TData> & { mode?: Mode },
  ): RpcStreamObject<M, NamedStreamData<M, Mode>, TData, SkipToken>;
}

export function streamOptions<M extends StreamMethod, D, TData = D>(
  { transport, transportKey, call }: RpcBinding,
  method: M,
  input: StreamInputOf<M> | SkipToken,
  options: RpcStreamOptions<M, D, TData> = {},
): RpcStreamObject<M, D, TData, SkipToken> {
  expectMethod(method, "streamOptions");
  expectStreamOptions(options as Readonly<Record<string, unknown>>);
  const info = methodInfo<DescMethod>(method) as unknown as MethodInfo<unknown, OutputOf<M>>;
  const { call: ownCall, scope, keyHeaders, mode = "collect", select, staleTime = 0, ...rest } = options;
  const { limit, resume, reconnect, heartbeatMs, lingerMs, waitMs, ssr, onMessage, onBatch, ...passed } = rest;
  const callOptions = mergeCallOptions(call, ownCall);
  const given = isSkipToken(input) ? ({} as StreamInputOf<M>) : input;
  const modeName = typeof mode === "string" ? mode : "reduce";
  const isSafe = resume !== undefined || info.idempotencyLevel === "no_side_effects";
  const reconnects = reconnect ?? isSafe;
  const spec: StreamSpec<StreamInputOf<M>, OutputOf<M>, D> = {
    name: `${method.parent.typeName}/${method.name}`,
    baseUrl: transport.baseUrl,
    input: given,
    open: (request, openOptions) =>
      info.kind === "bidiStream"
        ? transport.bidiStream(info, request as unknown as AsyncIterable<unknown>, openOptions)
        : transport.serverStream(info, request, openOptions),
    call: callOptions,
    mode,
    limit: limit ?? defaultLimit,
    resume,
    reconnect: reconnects === true ? {} : reconnects,
    heartbeatMs,
    lingerMs: lingerMs ?? 1000,
    waitMs: waitMs ?? 1000,
    ssr: ssr ?? false,
    onMessage,
    onBatch,
  };
  const key = queryKeyOf(
    transportKey,
    "stream",
    method,
    input,
    { scope, keyHeaders, call: callOptions },
    { mode: modeName },
  );
  const queryFn: RpcStreamObject<M, D>["queryFn"] = ({ client, queryKey, signal }) =>
    liveStreamStore(client).read(queryKey, spec as StreamSpec, signal) as Promise<StreamSnapshot<D, OutputOf<M>>>;
  rememberLimit(queryFn, limit);
  return {
    ...passed,
    queryKey: key as RpcStreamObject<M, D>["queryKey"],
    queryFn: isSkipToken(input) ? input : queryFn,
    select: select ? selectData(select) : dataOf,
    // Refetching cannot help a running stream; one that was lost, or could not start, is stale.
    staleTime: (query: Query) => {
      if (isFreshStream(query)) {
        return Number.POSITIVE_INFINITY;
      }
      const isComplete = (query.state.data as StreamSnapshot | undefined)?.isComplete;
      return isComplete && !hasFailed(query.state) ? staleTime : 0;
    },
    structuralSharing: false,
    retry: false, // the stream reconnects by itself
    networkMode: "always",
  } as RpcStreamObject<M, D, TData, SkipToken>;
}

// Both must be the same functions each time: TanStack selects again when the function changes.

function dataOf<D>({ data }: StreamSnapshot<D>): D {
  return data;
}

const selectors = new WeakMap<object, (snapshot: StreamSnapshot) => unknown>();

function selectData<D, TData>(select: (data: D) => TData): (snapshot: StreamSnapshot) => unknown {
  const selector =
    selectors.get(select) ??
    (({ data }) => {
      try {
        return select(data as D);
      } catch (reason) {
        throw ConnectError.from(reason); // to match its type
      }
    });
  selectors.set(select, selector);
  return selector;
}
