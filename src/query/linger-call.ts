/**
 * Keeps a call alive for a component that goes and comes straight back, as each does in React's Strict Mode: TanStack
 * aborts a query when its last observer goes, and would send the request a second time.
 */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";
import { cachedQuery } from "./cached-query.ts";

interface LingeringCall {
  readonly promise: Promise<unknown>;
  /** Of a query with pages: which one is asked for. */
  readonly pageParam: unknown;
  /** Goes on for another fetch, whose signal counts from now on. */
  keepFor(signal: AbortSignal): void;
}

/** Calls whose query was left in this very task. */
const lingering = new WeakMap<Query, LingeringCall>();

/** What a query function is given, as far as it matters here. */
export interface QueryCallContext {
  client: QueryClient;
  queryKey: QueryKey;
  signal: AbortSignal;
  pageParam?: unknown;
}

/** Makes a call that ends when the signal says so; but if only because nobody is there any more, then one task later. */
export function lingerCall<O>(
  { client, queryKey, signal, pageParam }: QueryCallContext,
  call: (signal: AbortSignal) => Promise<O>,
): Promise<O> {
  const query = cachedQuery(client, queryKey);
  const left = query && lingering.get(query);
  if (left && Object.is(left.pageParam, pageParam)) {
    left.keepFor(signal);
    return left.promise as Promise<O>;
  }
  const controller = new AbortController();
  const promise = call(controller.signal);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = (fetchSignal: AbortSignal) => {
    const abort = () => controller.abort(fetchSignal.reason);
    const onAbort = () => {
      if (!query || query.isActive()) {
        abort(); // told to stop, by somebody who is still there
        return;
      }
      lingering.set(query, { promise, pageParam, keepFor });
      timer = setTimeout(() => {
        lingering.delete(query);
        abort();
      });
    };
    fetchSignal.addEventListener("abort", onAbort, { once: true });
  };
  const keepFor = (fetchSignal: AbortSignal) => {
    clearTimeout(timer);
    if (query) {
      lingering.delete(query);
    }
    follow(fetchSignal);
  };
  follow(signal);
  return promise;
}
