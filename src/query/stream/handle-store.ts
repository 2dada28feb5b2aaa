/** What a handle needs of its store. In a file of its own, because the store creates handles. */
import type { Query, QueryClient, QueryKey, QueryOptions } from "@tanstack/query-core";
import type { MessageCallbacks } from "./deliver.ts";
import type { LiveStream } from "./live-stream.ts";

/** Streams are identified by the hash of their query. */
export interface HandleStore {
  readonly client: QueryClient;
  query(queryHash: string): Query | undefined;
  live(queryHash: string): LiveStream | undefined;
  /** Fetches a stream, as TanStack's `refetch` does, even if the cache has removed its query in the meantime. */
  fetch(options: QueryOptions & { queryKey: QueryKey }, startsOver?: boolean): void;
  /** Calls the listener on each change of a stream. Returns a function that unsubscribes. */
  watch(queryHash: string, listener: () => void): () => void;
  /** Calls the callbacks with each message. Returns a function that unsubscribes. */
  listen(queryHash: string, callbacks: MessageCallbacks): () => void;
  /** Keeps a stream open. Returns a function that releases it. */
  hold(queryHash: string): () => void;
}
