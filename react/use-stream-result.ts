/** From a stream of the store to what a component sees of it. */
import type { QueryClient } from "@tanstack/react-query";
import type { ConnectError, Metadata } from "farcall";
import {
  type StreamHandle,
  type StreamQuery,
  type StreamSnapshot,
  type StreamStatus,
  streamStore,
} from "farcall/query";
import { useMemo, useSyncExternalStore } from "react";

/** A stream as a component sees it. */
export interface StreamResult<TData, O> {
  /** What `mode` and `select` make of the messages; undefined before the first. It survives errors and cancellation. */
  data: TData;
  /** The last message. */
  latest: O | undefined;
  /** Messages received, in all. */
  count: number;
  /** Of those, how many `data` no longer holds. */
  dropped: number;
  status: StreamStatus;
  /** Why the stream failed; undefined unless `status` is `error`. */
  error: ConnectError | undefined;
  /** Why the last connection was lost, also when there is a new one. */
  lastError: ConnectError | undefined;
  /** Attempts to connect anew since the last message. */
  attempt: number;
  /** When the next attempt is made, in milliseconds since the epoch. */
  nextRetryAt: number | undefined;
  headers: Metadata | undefined;
  trailers: Metadata | undefined;
  /** True while messages can arrive: `status` is `open`. */
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

/** What the hook needs of `rpc.streamOptions`. */
type SelectingQuery<TData, D, O> = StreamQuery<D, O> & { select: (snapshot: StreamSnapshot<D, O>) => TData };

export function useStreamHandle<D, O>(client: QueryClient, query: StreamQuery<D, O>): StreamHandle<D, O> {
  const { queryHash } = client.defaultQueryOptions({ queryKey: query.queryKey });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the options are new at each drawing, their hash is not
  return useMemo(() => streamStore(client).handle(query), [client, queryHash]);
}

export function useStreamResult<TData, D, O>(
  client: QueryClient,
  query: SelectingQuery<TData, D, O>,
  { isFetching, select }: { isFetching: boolean; select: unknown },
): StreamResult<TData | undefined, O> {
  const handle = useStreamHandle(client, query);
  const getView = () => handle.view;
  const { snapshot, connection } = useSyncExternalStore(handle.subscribe, getView, getView);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `query.select` is new at each drawing, and wraps this one
  const data = useMemo(() => snapshot && query.select(snapshot), [snapshot, select]);
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
  const status = connection.status === "idle" && isFetching ? "connecting" : connection.status;
  return {
    data,
    latest: snapshot?.latest,
    count: snapshot?.count ?? 0,
    dropped: snapshot?.dropped ?? 0,
    ...connection,
    status,
    isStreaming: status === "open",
    isConnecting: status === "connecting",
    isReconnecting: status === "reconnecting",
    isActive: status === "connecting" || status === "open" || status === "reconnecting",
    ...controls,
  };
}
