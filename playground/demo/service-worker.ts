/** The demo services in a service worker, so that the built page needs no server. */
import { claimRequest } from "./claim-request.ts";
import { demoServer } from "./demo-server.ts";

/** The part of a service worker's global scope that is used here; its real types conflict with those of a page. */
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

// The newest worker takes over immediately, also for the page that has installed it.
worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// A hard reload bypasses the worker, which is already active and does not claim the page again by itself.
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
