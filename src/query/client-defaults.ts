/** Defaults for queries that set no value, neither in their options nor in the defaults of the QueryClient. */
import type { QueryObserverOptions } from "@tanstack/query-core";
import { type FetchOrigin, originOf } from "./fetch-origin.ts";
import { type RpcRetry, rpcRetry } from "./retry.ts";

const byCode = rpcRetry();

/**
 * Retries as the client's defaults say. If they do not say: by code for observers, and never for `fetchQuery` and its
 * siblings, as in TanStack.
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
 * Shares as the client's defaults say, or with `share` if they do not say. The defaults are unknown for results of
 * `select`, which are always shared, unless the query's options say otherwise.
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
