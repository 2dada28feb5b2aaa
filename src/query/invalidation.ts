/** Describes what a successful mutation makes stale. */
import type { DescMethod, DescService } from "@bufbuild/protobuf";
import type { QueryKey } from "@tanstack/query-core";
import { expectOption } from "./expect-option.ts";
import { filterKeyOf } from "./query-key.ts";

/** What a mutation makes stale: a service, a method, or the queries that a key matches. */
export type Invalidation = DescService | DescMethod | { queryKey: QueryKey };

/** Throws invalid_argument for anything but a list of these. */
export function expectInvalidations(invalidations: readonly Invalidation[] | undefined): void {
  const isList = Array.isArray(invalidations) && invalidations.every(isInvalidation);
  expectOption(
    "invalidates",
    invalidations,
    isList,
    "a list of services, methods and { queryKey }, or a function that returns one",
  );
}

export function invalidatedKey(transportKey: string, what: Invalidation): QueryKey {
  if ("queryKey" in what) {
    return what.queryKey;
  }
  return filterKeyOf(transportKey, what.kind === "service" ? { service: what } : { method: what });
}

function isInvalidation(what: Partial<Record<"kind" | "queryKey", unknown>> | undefined): boolean {
  return what?.kind === "service" || what?.kind === "rpc" || Array.isArray(what?.queryKey);
}
