/** Names the query or mutation that makes a call, for the devtools only: computed lazily, never sent or cached. */
import type { QueryClient, QueryKey } from "@tanstack/query-core";
import type { CallOptions } from "../client/call-options.ts";

type OriginOf = NonNullable<CallOptions["origin"]>;

export function queryOrigin({ client, queryKey }: { client: QueryClient; queryKey: QueryKey }): OriginOf {
  return () => ({ kind: "query", key: String(client.defaultQueryOptions({ queryKey }).queryHash) });
}

/** Identifies a mutation by its key, because mutations have no hash. */
export function mutationOrigin(mutationKey: QueryKey): OriginOf {
  return () => ({ kind: "mutation", key: JSON.stringify(mutationKey) });
}

export function streamOrigin(queryHash: string): OriginOf {
  return () => ({ kind: "stream", key: queryHash });
}
