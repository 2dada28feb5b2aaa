/** Hooks for components that show the messages of a stream. */
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
 * Opens a stream and returns its messages, rendering at most once per frame, however many arrive. Components with the same
 * method, input and mode share one connection, which outlives the last of them by a second. `onMessage` and `onBatch` of
 * the component that opened it are called once per message; for callbacks of each component, see `useStreamEvents`.
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
  // The stream's store decides when to render; the query is observed to keep it in the cache, and for error boundaries.
  const observed = useTanStackQuery({ ...streamOptions, notifyOnChangeProps: ["error"] });
  return useStreamResult(useQueryClient(), streamOptions, observed);
}) as UseStream;

/** Like {@link useStream}, but suspends until the first messages arrive, or for `waitMs` if there are none. */
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
    throw selectError; // there is no earlier data to show
  }
  return result;
}) as UseSuspenseStream;
