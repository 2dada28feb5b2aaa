/** Starts the demo server inside the browser, for built pages, which have no other. */
import { claimRequest } from "../demo/claim-request.ts";

const file = "/service-worker.js";
/** A running worker claims a page within milliseconds. One that has not done so by now never will. */
const patienceMs = 5_000;

/** Resolves when the page's calls reach the worker. Rejects where workers are not allowed, as in some private windows. */
export async function startDemoWorker(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) {
    throw new Error("this page's demo server is a service worker, which needs https or localhost");
  }
  const isControlled = new Promise<void>((resolve) => {
    serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
  });
  const registration = await serviceWorker.register(file);
  if (serviceWorker.controller) {
    return;
  }
  // On the first visit, the worker claims the page once it is active. After a hard reload it is active already: it has to
  // be asked to, and the browser has not checked for a newer one, which is the purpose of such a reload.
  if (registration.active) {
    registration.active.postMessage(claimRequest);
    registration.update().catch(() => {}); // the current one still works
  }
  await Promise.race([isControlled, refuseLater()]);
}

function refuseLater(): Promise<never> {
  const message = `this page's demo server, a service worker, has not claimed the page within ${patienceMs / 1000} s: reload the page`;
  return new Promise((_, reject) => setTimeout(() => reject(new Error(message)), patienceMs));
}
