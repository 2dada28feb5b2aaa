/** What holds for a query of which nobody has said otherwise: neither its options nor the defaults of the QueryClient. */
import type { QueryObserverOptions } from "@tanstack/query-core";
import { type FetchOrigin, originOf } from "./fetch-origin.ts";
import { type RpcRetry, rpcRetry } from "./retry.ts";

const byCode = rpcRetry();

/**
 * What the client's defaults say of retries. If they say nothing: by code for an observer, and not at all for
 * `fetchQuery` and its siblings, as it is TanStack's habit.
 */
export const defaultRetry: RpcRetry = {
  retry(failureCount, error) {
    const origin = originOf(error);
    const { retry } = clientDefaults(origin);
    switch (typeof retry) {
      case "function":
        return retry(failureCount, error as Error);
      case "number":
        return failureCount < retry;
      case "boolean":
        return retry;
    }
    return origin?.isObserved !== false && byCode.retry(failureCount, error);
  },
  retryDelay(failureCount, error) {
    const { retryDelay } = clientDefaults(originOf(error));
    return typeof retryDelay === "function"
      ? retryDelay(failureCount, error as Error)
      : (retryDelay ?? byCode.retryDelay(failureCount, error));
  },
};

/**
 * What the client's defaults say of structural sharing, and what `share` does if they say nothing. They are not known for
 * what `select` has made: it is shared in any case, unless the options of the query say otherwise.
 */
export function shareByDefault(previous: unknown, next: unknown, share: () => unknown): unknown {
  const { structuralSharing } = clientDefaults(originOf(next) ?? originOf(previous));
  if (typeof structuralSharing === "function") {
    return structuralSharing(previous, next);
  }
  return structuralSharing === false ? next : share();
}

function clientDefaults(origin: FetchOrigin | undefined): Partial<QueryObserverOptions> {
  return origin ? origin.client.defaultQueryOptions({ queryKey: origin.queryKey }) : {};
}
