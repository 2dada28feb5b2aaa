/**
 * Returns the cached query with this key. Looks it up by hash, because searching takes longer the more a cache holds.
 */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";

export function cachedQuery(client: QueryClient, queryKey: QueryKey): Query | undefined {
  return client.getQueryCache().get(client.defaultQueryOptions({ queryKey }).queryHash);
}
