/** Starts the demo server inside of the browser, for a page that was built and has no other. */

const file = "/service-worker.js";

/** Resolves when the page's calls reach the worker. Rejects where there can be none, as in some private windows. */
export async function startDemoWorker(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) {
    throw new Error("this page's demo server is a service worker, which needs https or localhost");
  }
  const isControlled = new Promise<void>((resolve) => {
    serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
  });
  await serviceWorker.register(file);
  if (!serviceWorker.controller) {
    await isControlled;
  }
}
