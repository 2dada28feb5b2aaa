/** The demo services in a service worker: the page as it is built needs no server at all. */
import { claimRequest } from "./claim-request.ts";
import { demoServer } from "./demo-server.ts";

/** What is used of the global scope of a service worker, whose types cannot stand beside those of a page. */
interface WorkerScope {
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

interface WorkerEvent {
  readonly data: unknown;
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}

const worker = globalThis as unknown as WorkerScope;

// The newest worker serves at once, also the page that has installed it.
worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// A hard reload passes the worker by, and being active already it does not take the page unasked.
worker.addEventListener("message", (event) => {
  if (event.data === claimRequest) {
    event.waitUntil(worker.clients.claim());
  }
});

worker.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === location.origin && demoServer.handles(pathname)) {
    event.respondWith(demoServer(event.request));
  }
});
