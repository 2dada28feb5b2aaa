/**
 * Names the query or mutation that makes a call, for the devtools alone: it is worked out when somebody looks at the call,
 * and goes neither over the wire nor into a cache.
 */
import type { QueryClient, QueryKey } from "@tanstack/query-core";
import type { CallOptions } from "../client/call-options.ts";

type OriginOf = NonNullable<CallOptions["origin"]>;

export function queryOrigin({ client, queryKey }: { client: QueryClient; queryKey: QueryKey }): OriginOf {
  return () => ({ kind: "query", key: String(client.defaultQueryOptions({ queryKey }).queryHash) });
}

/** A mutation has no hash: its key stands for it. */
export function mutationOrigin(mutationKey: QueryKey): OriginOf {
  return () => ({ kind: "mutation", key: JSON.stringify(mutationKey) });
}

export function streamOrigin(queryHash: string): OriginOf {
  return () => ({ kind: "stream", key: queryHash });
}
