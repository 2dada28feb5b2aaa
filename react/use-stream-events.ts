/** A hook for components that react to the messages of a stream without showing them. */
import { type SkipToken, useQueryClient, useQuery as useTanStackQuery } from "@tanstack/react-query";
import type {
  MessageCallbacks,
  OutputOf,
  RpcStreamOptions,
  StreamConnection,
  StreamInputOf,
  StreamMethod,
} from "farcall/query";
import { useEffect, useInsertionEffect, useRef } from "react";
import { useRpc } from "./rpc-provider.tsx";
import { useStreamHandle } from "./use-stream-result.ts";

/** Callbacks for the messages and the connection of a stream. */
export interface StreamEvents<O> extends MessageCallbacks<O> {
  /** Called when the connection has changed: opened, lost, ended, failed. */
  onConnection?(connection: StreamConnection): void;
}

/**
 * Opens or joins a stream, and calls back for each message and each change of the connection. The component never renders
 * because of it. Messages that arrived before the component mounted are not repeated.
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
  // Does what useEffectEvent does, which React has only since 19.2: updates them before any other effect can call them.
  const last = useRef<StreamEvents<OutputOf<M>>>({});
  useInsertionEffect(() => {
    last.current = { onMessage, onBatch, onConnection };
  });
  // Comes before the query is observed, which opens the stream, so that no message is missed.
  useEffect(() => {
    return handle.listen({
      onMessage: (message) => last.current.onMessage?.(message),
      onBatch: (messages) => last.current.onBatch?.(messages),
    });
  }, [handle]);
  useEffect(() => {
    let { connection } = handle.view;
    return handle.subscribe(() => {
      if (handle.view.connection !== connection) {
        connection = handle.view.connection;
        last.current.onConnection?.(connection);
      }
    });
  }, [handle]);
  useTanStackQuery({ ...streamOptions, notifyOnChangeProps: [] });
}
