/** Turns a stream in the store into the result of a hook. */
import type { QueryClient, UseQueryResult } from "@tanstack/react-query";
import type { ConnectError, Metadata } from "farcall";
import {
  type StreamHandle,
  type StreamQuery,
  type StreamSnapshot,
  type StreamStatus,
  type StreamView,
  streamStore,
} from "farcall/query";
import { useMemo, useSyncExternalStore } from "react";

/** A stream as a component sees it. */
export interface StreamResult<TData, O> {
  /** The messages, as `mode` and `select` return them; undefined before the first. Survives errors and cancellation. */
  data: TData;
  /** True while `data` comes from `placeholderData`, because there are no messages yet. */
  isPlaceholderData: boolean;
  /** The last message. */
  latest: O | undefined;
  /** Number of messages received. */
  count: number;
  /** Number of received messages that `data` no longer contains. */
  dropped: number;
  /** The state of the stream; also `error` if `select` has thrown, which does not end the stream. */
  status: StreamStatus;
  /** Why the stream failed, or what `select` has thrown; undefined unless `status` is `error`. */
  error: ConnectError | undefined;
  /** Why the last connection was lost, even if there is a new one. */
  lastError: ConnectError | undefined;
  /** Number of attempts to reconnect since the last message. */
  attempt: number;
  /** When the next attempt is made, in milliseconds since the epoch. */
  nextRetryAt: number | undefined;
  headers: Metadata | undefined;
  trailers: Metadata | undefined;
  /** True while messages can arrive: the connection is open. */
  isStreaming: boolean;
  isConnecting: boolean;
  isReconnecting: boolean;
  isPaused: boolean;
  /** True while there is a stream to be canceled: connecting, open or reconnecting. */
  isActive: boolean;
  /** Ends the stream for everyone and keeps its data. */
  cancel: () => void;
  /** Reopens the stream from the beginning; its data stays until the first new message. */
  restart: () => void;
  /** Reopens a stream that was canceled or has failed: after its last message, if it has `resume`. */
  reconnect: () => void;
  /** Freezes what is shown; messages are still received. */
  pause: () => void;
  /** Shows what has arrived since `pause`. */
  resume: () => void;
}

/** The part of `rpc.streamOptions` that the hooks need. */
type SelectingQuery<TData, D, O> = StreamQuery<D, O> & {
  select: (snapshot: StreamSnapshot<D, O>) => TData;
  refetchOnMount?: unknown;
  subscribed?: boolean;
};

/** The part that they need of the observed query, which has selected the data. */
type ObservedQuery<TData> = Pick<
  UseQueryResult<TData, ConnectError>,
  "data" | "error" | "isEnabled" | "isFetching" | "isPlaceholderData"
>;

export function useStreamHandle<D, O>(client: QueryClient, query: StreamQuery<D, O>): StreamHandle<D, O> {
  const { queryHash } = client.defaultQueryOptions({ queryKey: query.queryKey });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the options are new on each render, their hash is not
  return useMemo(() => streamStore(client).handle(query), [client, queryHash]);
}

/** Returns the view of a stream; during hydration, the one that the server has rendered. */
function useStreamView<D, O>(handle: StreamHandle<D, O>, isSubscribed: boolean): StreamView<D, O> {
  return useSyncExternalStore(
    isSubscribed ? handle.subscribe : subscribeToNothing,
    () => handle.view,
    () => handle.viewBefore,
  );
}

const subscribeToNothing = () => () => {};

/** Returns what `select` has thrown: an error that the observer has and its query does not. */
export function selectErrorOf<D, O>(
  client: QueryClient,
  { queryKey }: StreamQuery<D, O>,
  { error }: { error: ConnectError | null },
): ConnectError | undefined {
  return error && error !== client.getQueryState(queryKey)?.error ? error : undefined;
}

export function useStreamResult<TData, D, O>(
  client: QueryClient,
  query: SelectingQuery<TData, D, O>,
  observed: ObservedQuery<TData>,
): StreamResult<TData | undefined, O> {
  const handle = useStreamHandle(client, query);
  const view = useStreamView(handle, query.subscribed !== false);
  const { snapshot, connection } = view;
  const isHydrating = view !== handle.view;
  const selectError = selectErrorOf(client, query, observed);
  const controls = useMemo(
    () => ({
      cancel: () => handle.cancel(),
      restart: () => handle.restart(),
      reconnect: () => handle.reconnect(),
      pause: () => handle.pause(),
      resume: () => handle.resume(),
    }),
    [handle],
  );
  // Before the first effect, nothing has started yet, but it will.
  const isOpening = isHydrating
    ? observed.isEnabled && (!snapshot || query.refetchOnMount !== false)
    : observed.isFetching;
  const isSubscribed = query.subscribed !== false; // otherwise it opens nothing, whatever TanStack Query expects
  const status = connection.status === "idle" && isOpening && isSubscribed ? "connecting" : connection.status;
  return {
    data: isHydrating ? snapshot && query.select(snapshot) : observed.data,
    isPlaceholderData: observed.isPlaceholderData,
    latest: snapshot?.latest,
    count: snapshot?.count ?? 0,
    dropped: snapshot?.dropped ?? 0,
    ...connection,
    status: selectError ? "error" : status,
    error: selectError ?? connection.error,
    isStreaming: status === "open",
    isConnecting: status === "connecting",
    isReconnecting: status === "reconnecting",
    isActive: status === "connecting" || status === "open" || status === "reconnecting",
    ...controls,
  };
}
