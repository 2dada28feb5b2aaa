/** Whether this is a server that renders pages and sends them away, where nobody waits for what comes later. */

/**
 * TanStack's own test, but for workers of a page: there is no window, and yet somebody who stays. Cloudflare's workers
 * have the same globals and render pages; they have no address of their own.
 */
export function rendersPagesIn(scope: object): boolean {
  const { window, WorkerGlobalScope, location, navigator } = scope as Partial<typeof globalThis> & {
    WorkerGlobalScope?: unknown;
  };
  const isWorkerOfPage =
    WorkerGlobalScope !== undefined && location !== undefined && navigator?.userAgent !== "Cloudflare-Workers";
  return window === undefined && !isWorkerOfPage;
}

export const rendersPages: boolean = rendersPagesIn(globalThis);
