/** Detects servers that render pages and send them away, where nothing that arrives later is used. */

/**
 * Does the same test as TanStack, except in a page's workers: these have no window, but do stay around. Cloudflare's
 * workers have the same globals and render pages; they have no location.
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
