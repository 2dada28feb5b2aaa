/** Options for a call that answers with many messages, as a query whose data grows while the stream goes on. */

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
import type { MessageCallbacks } from "./stream/deliver.ts";
import type { ReconnectOptions } from "./stream/reconnect.ts";
import { defaultLimit, type StreamMode, type StreamReducer } from "./stream/stream-buffer.ts";
import { rememberLimit } from "./stream/stream-limit.ts";
import type { StreamSpec } from "./stream/stream-spec.ts";
import type { StreamSnapshot } from "./stream/stream-state.ts";
import { isFreshStream, liveStreamStore } from "./stream/stream-store.ts";

/** TanStack's own options, without those that the stream decides. */
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

/** Options for a stream: TanStack's own and those of the stream. What is impossible is refused as invalid_argument. */
export interface RpcStreamOptions<M extends StreamMethod, D, TData = D>
  extends Passed<M, D, TData>,
    RpcKeyOptions,
    MessageCallbacks<OutputOf<M>> {
  /**
   * What the data is: "collect", a list of the messages; "latest", the last one; or `{ initial, reduce }`, what a
   * reducer makes of them. Default: "collect". Streams of different modes are different streams, each with a connection
   * of its own; two that differ in their reducer alone need a `scope`.
   */
  mode?: StreamMode<D, OutputOf<M>>;
  /**
   * How many messages "collect" holds; the oldest go first and are counted as `dropped`. All who share a stream get that
   * of whoever opened it. Default 10,000.
   */
  limit?: number;
  /** Derives what a component gets from the data: once for each snapshot, if it is the same function each time. */
  select?: (data: D) => TData;
  /**
   * Makes the request with which a lost stream goes on where it broke off: after its last message.
   *
   * @example
   * resume: (latest, input) => ({ ...input, after: latest.sequence })
   */
  resume?: (latest: OutputOf<M>, input: StreamInputOf<M>) => StreamInputOf<M>;
  /**
   * Whether a lost stream is opened anew, and when. Default: yes if there is `resume`, or if the method is declared
   * free of side effects; without `resume` it begins anew from the beginning.
   */
  reconnect?: boolean | ReconnectOptions;
  /** A connection without a message for so many milliseconds counts as lost. Default: none does. */
  heartbeatMs?: number;
  /** How long a stream outlives the last component that used it, in milliseconds, or `Infinity`. Default 1,000. */
  lingerMs?: number;
  /**
   * How long the query waits for a first message, in milliseconds, before it succeeds with a snapshot without any: a
   * loader or a `Suspense` must not wait for a stream that has nothing to say yet. `Infinity` waits. Default 1,000.
   */
  waitMs?: number;
  /** For how long the data of a stream that has ended count as fresh, in milliseconds. Default 0. */
  staleTime?: number;
  /** On a server that renders pages: not opened (the default), or read up to its first message. */
  ssr?: false | "first";
}

/**
 * A plain object for `useQuery`, `useSuspenseQuery`, `prefetchQuery`, in any adapter, and for `streamStore`.
 *
 * Declares only what adapters infer from; all other options that were given are in it as well.
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

/** The modes that have a name. */
export type NamedStreamMode = "latest" | "collect";

/** The data that a mode with a name makes. */
export type NamedStreamData<M extends StreamMethod, Mode extends NamedStreamMode> = Mode extends "latest"
  ? OutputOf<M> | undefined
  : readonly OutputOf<M>[];

/** `streamOptions` with the two forms of `mode`, a name and a reducer; its result can be skipped if its input can. */
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
    // A stream that runs has nothing to gain from another fetch; one that broke off, or could not begin, is out of date.
    staleTime: (query: Query) => {
      if (isFreshStream(query)) {
        return Number.POSITIVE_INFINITY;
      }
      const { data, status } = query.state;
      return status !== "error" && (data as StreamSnapshot | undefined)?.isComplete ? staleTime : 0;
    },
    structuralSharing: false,
    retry: false, // the stream has its own way to connect anew
    networkMode: "always",
  } as RpcStreamObject<M, D, TData, SkipToken>;
}

// Both are the same functions each time: TanStack selects again when it is given another one.

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
        throw ConnectError.from(reason); // as which it is typed
      }
    });
  selectors.set(select, selector);
  return selector;
}
