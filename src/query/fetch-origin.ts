/**
 * Records which fetch a result or an error came from. TanStack calls `retry` and `structuralSharing` without the
 * client, and only the client knows the defaults that the application has set.
 */
import type { Query, QueryCache, QueryClient, QueryKey } from "@tanstack/query-core";
import { cachedQuery } from "./cached-query.ts";
import { hasProperties, type Properties } from "./nested-message.ts";

export interface FetchOrigin {
  readonly client: QueryClient;
  readonly queryKey: QueryKey;
  /** True for a fetch by a component or another observer; false for `fetchQuery` and its siblings. */
  readonly isObserved: boolean;
}

/** All attempts of a fetch share a signal. */
const fetches = new WeakMap<AbortSignal, FetchOrigin>();
const origins = new WeakMap<object, FetchOrigin>();

/** The parts of a query function's context that are needed here. */
interface FetchContext {
  client: QueryClient;
  queryKey: QueryKey;
  signal: AbortSignal;
}

/** Makes the call of a query function, and records its fetch. */
export async function withOrigin<T>({ client, queryKey, signal }: FetchContext, call: () => Promise<T>): Promise<T> {
  const origin = fetches.get(signal) ?? {
    client,
    queryKey,
    isObserved: isObserved(client, queryKey), // at the first attempt: observers may join while it runs
  };
  fetches.set(signal, origin);
  try {
    const answer = await call();
    remember(answer, origin);
    return answer;
  } catch (error) {
    remember(error, origin);
    throw error;
  }
}

/** Returns the origin of an error, a message, or pages of messages; undefined if no query function returned it. */
export function originOf(brought: unknown): FetchOrigin | undefined {
  if (!hasProperties(brought)) {
    return undefined;
  }
  const own = origins.get(brought);
  return own || !Array.isArray(brought.pages) ? own : brought.pages.map(originOf).find((origin) => origin);
}

function remember(brought: unknown, origin: FetchOrigin): void {
  if (hasProperties(brought)) {
    origins.set(brought, origin);
  }
}

/** Tells who fetches by whose options the query has when the fetch begins. */
function isObserved(client: QueryClient, queryKey: QueryKey): boolean {
  noteWhoLeaves(client.getQueryCache());
  const query = cachedQuery(client, queryKey);
  if (!query) {
    return false;
  }
  // Framework adapters mark the options of their observers. Other observers are recognized by their options, which the
  // query has adopted, and keeps when one observer has left and others remain.
  const { observers } = query;
  return (
    "_optimisticResults" in query.options ||
    observers.some(({ options }) => isFrom(options, query)) ||
    (observers.length > 0 && isFrom(left.get(query), query))
  );
}

/** The options that departed observers have left on their queries. */
const left = new WeakMap<Query, object>();
const noted = new WeakSet<QueryCache>();

function noteWhoLeaves(cache: QueryCache): void {
  if (noted.has(cache)) {
    return;
  }
  noted.add(cache);
  cache.subscribe((event) => {
    if (event.type === "observerRemoved" && isFrom(event.observer.options, event.query)) {
      left.set(event.query, event.observer.options);
    }
  });
}

function isFrom(options: object | undefined, query: Query): boolean {
  const own = query.options as unknown as Properties;
  return options !== undefined && Object.entries(options).every(([name, value]) => Object.is(own[name], value));
}
