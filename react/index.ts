/** `farcall/react`: hooks for unary and streaming calls, on TanStack Query. */
export type { HookOptions } from "./hook-options.ts";
export { RpcProvider, type RpcProviderProps, useRpc } from "./rpc-provider.tsx";
export { useInfiniteQuery, usePrefetchInfiniteQuery, useSuspenseInfiniteQuery } from "./use-infinite-query.ts";
export { useMutation } from "./use-mutation.ts";
export { useQueries, useSuspenseQueries } from "./use-queries.ts";
export { usePrefetchQuery, useQuery, useSuspenseQuery } from "./use-query.ts";
export { type UseStream, type UseSuspenseStream, useStream, useSuspenseStream } from "./use-stream.ts";
export { type StreamEvents, useStreamEvents } from "./use-stream-events.ts";
export type { StreamResult } from "./use-stream-result.ts";
export { useStreamStatus } from "./use-stream-status.ts";
