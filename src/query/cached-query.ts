/** Looks a query up by its key: by hash, for a search through the cache costs as much as there is in it. */
import type { Query, QueryClient, QueryKey } from "@tanstack/query-core";

export function cachedQuery(client: QueryClient, queryKey: QueryKey): Query | undefined {
  return client.getQueryCache().get(client.defaultQueryOptions({ queryKey }).queryHash);
}
