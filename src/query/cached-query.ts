/** Looks a query up by its key: by hash, because searching the cache takes longer the more it holds. */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";

export function cachedQuery(client: QueryClient, queryKey: QueryKey): Query | undefined {
  return client.getQueryCache().get(client.defaultQueryOptions({ queryKey }).queryHash);
}
