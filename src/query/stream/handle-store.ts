/** What a handle needs of the store that it comes from. In a file of its own, because the store makes handles. */
import type { Query, QueryClient, QueryKey, QueryOptions } from "@tanstack/query-core";
import type { MessageCallbacks } from "./deliver.ts";
import type { LiveStream } from "./live-stream.ts";

/** Streams are named by the hash of their query. */
export interface HandleStore {
  readonly client: QueryClient;
  query(queryHash: string): Query | undefined;
  live(queryHash: string): LiveStream | undefined;
  /** Fetches a stream, as TanStack's `refetch` does, but also one whose query has gone from the cache meanwhile. */
  fetch(options: QueryOptions & { queryKey: QueryKey }, startsOver?: boolean): void;
  /** Tells of each change of a stream. Returns how to end that. */
  watch(queryHash: string, listener: () => void): () => void;
  /** Tells of each message. Returns how to end that. */
  listen(queryHash: string, callbacks: MessageCallbacks): () => void;
  /** Keeps a stream open. Returns how to let go. */
  hold(queryHash: string): () => void;
}
