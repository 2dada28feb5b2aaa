/** Starts the demo server inside the browser, for a built page, which has no other. */
import { claimRequest } from "../demo/claim-request.ts";

const file = "/service-worker.js";
/** A worker that is there takes a page within milliseconds. One that has not by now never will. */
const patienceMs = 5_000;

/** Resolves when the page's calls reach the worker. Rejects where there can be none, as in some private windows. */
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
  // At the first visit the worker takes the page once it is active. After a hard reload it has long been: it has to be
  // asked, and nobody has looked for a newer one, which is what such a reload is for.
  if (registration.active) {
    registration.active.postMessage(claimRequest);
    registration.update().catch(() => {}); // the one that is there will do
  }
  await Promise.race([isControlled, refuseLater()]);
}

function refuseLater(): Promise<never> {
  const message = `this page's demo server, a service worker, has not taken the page within ${patienceMs / 1000} s: reload the page`;
  return new Promise((_, reject) => setTimeout(() => reject(new Error(message)), patienceMs));
}
