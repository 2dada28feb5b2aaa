/** A streaming call whose messages a component shows. */
import {
  type SkipToken,
  useQueryClient,
  useQuery as useTanStackQuery,
  useSuspenseQuery as useTanStackSuspenseQuery,
} from "@tanstack/react-query";
import type {
  NamedStreamData,
  NamedStreamMode,
  OutputOf,
  RpcStreamOptions,
  StreamInputOf,
  StreamMethod,
  StreamReducer,
} from "farcall/query";
import type { HookOptions, SuspenseOptions } from "./hook-options.ts";
import { useRpc } from "./rpc-provider.tsx";
import { type StreamResult, selectErrorOf, useStreamResult } from "./use-stream-result.ts";
import { withComponent } from "./with-component.ts";

/** `useStream` with the two forms of `mode`: a name, or a reducer. */
export interface UseStream {
  <M extends StreamMethod, D, TData = D>(
    method: M,
    input: StreamInputOf<M> | SkipToken,
    options: HookOptions<RpcStreamOptions<M, D, TData>> & { mode: StreamReducer<D, OutputOf<M>> },
  ): StreamResult<TData | undefined, OutputOf<M>>;
  <M extends StreamMethod, Mode extends NamedStreamMode = "collect", TData = NamedStreamData<M, Mode>>(
    method: M,
    input: StreamInputOf<M> | SkipToken,
    options?: HookOptions<RpcStreamOptions<M, NamedStreamData<M, Mode>, TData>> & { mode?: Mode },
  ): StreamResult<TData | undefined, OutputOf<M>>;
}

type AnyStreamOptions = HookOptions<RpcStreamOptions<StreamMethod, unknown, unknown>>;

/** `useSuspenseStream` with the two forms of `mode`. */
export interface UseSuspenseStream {
  <M extends StreamMethod, D, TData = D>(
    method: M,
    input: StreamInputOf<M>,
    options: SuspenseOptions<HookOptions<RpcStreamOptions<M, D, TData>>> & { mode: StreamReducer<D, OutputOf<M>> },
  ): StreamResult<TData, OutputOf<M>>;
  <M extends StreamMethod, Mode extends NamedStreamMode = "collect", TData = NamedStreamData<M, Mode>>(
    method: M,
    input: StreamInputOf<M>,
    options?: SuspenseOptions<HookOptions<RpcStreamOptions<M, NamedStreamData<M, Mode>, TData>>> & { mode?: Mode },
  ): StreamResult<TData, OutputOf<M>>;
}

/**
 * Opens a stream and shows its messages: drawn at most once a frame, however many arrive. Components with the same
 * method, input and mode share one connection, which outlives the last of them by a second. `onMessage` and `onBatch`
 * are taken from whoever opened it and called once for each message; for callbacks of a component see `useStreamEvents`.
 *
 * @example
 * const { data = [], status, error } = useStream(ElizaService.method.introduce, { name });
 *
 * @example
 * const { data } = useStream(PriceService.method.watch, { symbol }, {
 *   mode: "latest",
 *   resume: (latest, input) => ({ ...input, after: latest.sequence }),
 * });
 */
export const useStream = ((method: StreamMethod, input: StreamInputOf<StreamMethod>, options?: AnyStreamOptions) => {
  const streamOptions = useRpc().streamOptions(method, input, withComponent(options as object, useStream));
  // The stream's own store says when to draw; the query is observed for its life in the cache, and for boundaries.
  const observed = useTanStackQuery({ ...streamOptions, notifyOnChangeProps: ["error"] });
  return useStreamResult(useQueryClient(), streamOptions, observed);
}) as UseStream;

/** As {@link useStream}, for a component that is shown with the first messages, or after `waitMs` without any. */
export const useSuspenseStream = ((
  method: StreamMethod,
  input: StreamInputOf<StreamMethod>,
  options?: AnyStreamOptions,
) => {
  const streamOptions = useRpc().streamOptions(method, input, withComponent(options as object, useSuspenseStream));
  const client = useQueryClient();
  const observed = useTanStackSuspenseQuery({ ...streamOptions, notifyOnChangeProps: ["error"] });
  const result = useStreamResult(client, streamOptions, { ...observed, isPlaceholderData: false });
  const selectError = selectErrorOf(client, streamOptions, observed);
  if (selectError && result.data === undefined) {
    throw selectError; // nothing was ever selected that could be shown
  }
  return result;
}) as UseSuspenseStream;
