/** Counts the requests that leave the page, so that an example can show how few there are. */
import type { MetadataInterceptor, RequestContext } from "farcall";

const counts = new Map<string, number>();
const listeners = new Set<() => void>();

export const requestCounter: MetadataInterceptor = {
  onStart({ method }: RequestContext) {
    const id = `${method.serviceName}/${method.name}`;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    // In a turn of its own: a query that suspends calls while React is rendering, where no state may be set.
    queueMicrotask(() => {
      for (const listener of listeners) {
        listener();
      }
    });
  },
};

/** How many requests a procedure has had. */
export function requestsTo(procedure: string): number {
  return counts.get(procedure) ?? 0;
}

export function watchRequests(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
