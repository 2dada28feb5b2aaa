/** Counts the requests that the page sends, so that examples can show how few there are. */
import type { MetadataInterceptor, RequestContext } from "farcall";

const counts = new Map<string, number>();
const listeners = new Set<() => void>();

export const requestCounter: MetadataInterceptor = {
  onStart({ method }: RequestContext) {
    const id = `${method.serviceName}/${method.name}`;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    // Deferred, because a suspending query makes its call while React renders, when no state may be set.
    queueMicrotask(() => {
      for (const listener of listeners) {
        listener();
      }
    });
  },
};

/** Returns the number of requests to a procedure. */
export function requestsTo(procedure: string): number {
  return counts.get(procedure) ?? 0;
}

export function watchRequests(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
