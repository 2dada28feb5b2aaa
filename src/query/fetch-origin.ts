/**
 * Which fetch an answer or an error came from. TanStack asks `retry` and `structuralSharing` without saying for which
 * client, and only the client knows what the application has set for all of its queries.
 */
import type { Query, QueryCache, QueryClient, QueryKey } from "@tanstack/query-core";
import { cachedQuery } from "./cached-query.ts";
import { hasProperties, type Properties } from "./nested-message.ts";

export interface FetchOrigin {
  readonly client: QueryClient;
  readonly queryKey: QueryKey;
  /** True for what a component or another observer fetches; false for `fetchQuery` and its siblings. */
  readonly isObserved: boolean;
}

/** All attempts of a fetch have one signal. */
const fetches = new WeakMap<AbortSignal, FetchOrigin>();
const origins = new WeakMap<object, FetchOrigin>();

/** What a query function is given, as far as it matters here. */
interface FetchContext {
  client: QueryClient;
  queryKey: QueryKey;
  signal: AbortSignal;
}

/** Makes a call of a query function, and remembers for which fetch. */
export async function withOrigin<T>({ client, queryKey, signal }: FetchContext, call: () => Promise<T>): Promise<T> {
  const origin = fetches.get(signal) ?? {
    client,
    queryKey,
    isObserved: isObserved(client, queryKey), // at the first attempt, for anybody may come while it runs
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

/** Where an error, a message, or pages of messages came from; undefined for what no query function has brought. */
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

/** Whose options a query has when a fetch begins tells who fetches. */
function isObserved(client: QueryClient, queryKey: QueryKey): boolean {
  noteWhoLeaves(client.getQueryCache());
  const query = cachedQuery(client, queryKey);
  if (!query) {
    return false;
  }
  // The adapters mark what they observe with. An observer without one is known by its options, which are then the query's,
  // and stay so when it has left and others have not.
  const { observers } = query;
  return (
    "_optimisticResults" in query.options ||
    observers.some(({ options }) => isFrom(options, query)) ||
    (observers.length > 0 && isFrom(left.get(query), query))
  );
}

/** The options that an observer has left to a query. */
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
