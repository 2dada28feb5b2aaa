/** From a stream of the store to what a component sees of it. */
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
  /** What `mode` and `select` make of the messages; undefined before the first. It survives errors and cancellation. */
  data: TData;
  /** True while `data` is what `placeholderData` says, for want of messages. */
  isPlaceholderData: boolean;
  /** The last message. */
  latest: O | undefined;
  /** Messages received, in all. */
  count: number;
  /** Of those, how many `data` no longer holds. */
  dropped: number;
  /** How the stream is; `error` also if `select` has thrown, which does not end the stream. */
  status: StreamStatus;
  /** Why the stream failed, or what `select` has thrown; undefined unless `status` is `error`. */
  error: ConnectError | undefined;
  /** Why the last connection was lost, also when there is a new one. */
  lastError: ConnectError | undefined;
  /** Attempts to connect anew since the last message. */
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
  /** Opens the stream anew, from the beginning; what there is stays until the first new message. */
  restart: () => void;
  /** Opens a stream that was canceled or has failed: after its last message, if it has `resume`. */
  reconnect: () => void;
  /** Holds what is shown as it is; messages are received all the same. */
  pause: () => void;
  /** Shows what has arrived since `pause`. */
  resume: () => void;
}

/** What the hooks need of `rpc.streamOptions`. */
type SelectingQuery<TData, D, O> = StreamQuery<D, O> & {
  select: (snapshot: StreamSnapshot<D, O>) => TData;
  refetchOnMount?: unknown;
  subscribed?: boolean;
};

/** What they need of the query behind it, which has selected the data. */
type ObservedQuery<TData> = Pick<
  UseQueryResult<TData, ConnectError>,
  "data" | "error" | "isEnabled" | "isFetching" | "isPlaceholderData"
>;

export function useStreamHandle<D, O>(client: QueryClient, query: StreamQuery<D, O>): StreamHandle<D, O> {
  const { queryHash } = client.defaultQueryOptions({ queryKey: query.queryKey });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the options are new at each drawing, their hash is not
  return useMemo(() => streamStore(client).handle(query), [client, queryHash]);
}

/** The view of a stream; while a part of the page is hydrated, as the server has rendered it. */
function useStreamView<D, O>(handle: StreamHandle<D, O>, isSubscribed: boolean): StreamView<D, O> {
  return useSyncExternalStore(
    isSubscribed ? handle.subscribe : subscribeToNothing,
    () => handle.view,
    () => handle.viewBefore,
  );
}

const subscribeToNothing = () => () => {};

/** What `select` has thrown: an error of an observer that its query does not know. */
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
  // Before the first effect nothing is under way yet, but it will be.
  const isOpening = isHydrating
    ? observed.isEnabled && (!snapshot || query.refetchOnMount !== false)
    : observed.isFetching;
  const status = connection.status === "idle" && isOpening ? "connecting" : connection.status;
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
