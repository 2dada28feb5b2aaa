/** A hook for the connection of a stream that other components read. */
import { type SkipToken, useQueryClient } from "@tanstack/react-query";
import type { OutputOf, RpcStreamOptions, StreamConnection, StreamInputOf, StreamMethod } from "farcall/query";
import { useSyncExternalStore } from "react";
import { useRpc } from "./rpc-provider.tsx";
import { useStreamHandle } from "./use-stream-result.ts";

/**
 * Returns the state of a stream's connection, for an indicator next to it. Opens nothing, and renders only when the
 * connection changes, not when messages arrive. Takes the method, input and options of the hook that reads the stream.
 *
 * @example
 * const { status, nextRetryAt } = useStreamStatus(PriceService.method.watch, { symbol });
 */
export function useStreamStatus<M extends StreamMethod, D = readonly OutputOf<M>[]>(
  method: M,
  input: StreamInputOf<M> | SkipToken,
  options?: Pick<RpcStreamOptions<M, D>, "mode" | "scope" | "keyHeaders" | "call">,
): StreamConnection {
  const handle = useStreamHandle(useQueryClient(), useRpc().streamOptions(method, input, options as object));
  return useSyncExternalStore(
    handle.subscribe,
    () => handle.view.connection,
    () => handle.viewBefore.connection,
  );
}
