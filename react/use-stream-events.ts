/** A streaming call whose messages a component acts on, without showing them. */
import { type SkipToken, useQueryClient, useQuery as useTanStackQuery } from "@tanstack/react-query";
import type {
  MessageCallbacks,
  OutputOf,
  RpcStreamOptions,
  StreamConnection,
  StreamInputOf,
  StreamMethod,
} from "farcall/query";
import { useEffect, useEffectEvent } from "react";
import { useRpc } from "./rpc-provider.tsx";
import { useStreamHandle } from "./use-stream-result.ts";

/** What to do with what a stream brings. */
export interface StreamEvents<O> extends MessageCallbacks<O> {
  /** Called when the connection has changed: opened, lost, ended, failed. */
  onConnection?(connection: StreamConnection): void;
}

/**
 * Opens a stream, or joins it, and calls back for each message and each change of the connection. The component is
 * never drawn again because of it. Messages that came before the component did are not repeated.
 *
 * @example
 * useStreamEvents(AlertService.method.watch, {}, { onMessage: (alert) => toast(alert.text) });
 */
export function useStreamEvents<M extends StreamMethod, D = readonly OutputOf<M>[]>(
  method: M,
  input: StreamInputOf<M> | SkipToken,
  { onMessage, onBatch, onConnection, ...options }: RpcStreamOptions<M, D> & StreamEvents<OutputOf<M>>,
): void {
  const client = useQueryClient();
  const streamOptions = useRpc().streamOptions(method, input, options as object);
  const handle = useStreamHandle(client, streamOptions);
  const onEach = useEffectEvent((message: OutputOf<M>) => onMessage?.(message));
  const onAll = useEffectEvent((messages: readonly OutputOf<M>[]) => onBatch?.(messages));
  const onChange = useEffectEvent((connection: StreamConnection) => onConnection?.(connection));
  // Before the query is observed, which is what opens the stream: nothing is to be missed.
  useEffect(() => handle.listen({ onMessage: (message) => onEach(message), onBatch: (all) => onAll(all) }), [handle]);
  useEffect(() => {
    let { connection } = handle.view;
    return handle.subscribe(() => {
      if (handle.view.connection !== connection) {
        connection = handle.view.connection;
        onChange(connection);
      }
    });
  }, [handle]);
  useTanStackQuery({ ...streamOptions, notifyOnChangeProps: [] });
}
