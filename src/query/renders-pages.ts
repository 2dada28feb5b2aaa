/** Whether this is a server that renders pages and sends them away, where nobody waits for what comes later. */

// TanStack's own test, but for workers and the like: there is no window, and yet somebody who stays.
export const rendersPages = typeof window === "undefined" && !("WorkerGlobalScope" in globalThis);
