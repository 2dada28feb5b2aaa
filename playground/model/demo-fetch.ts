/** What the page calls with: fetch, which waits for a demo server that has yet to start. */
import type { FetchLike } from "farcall";

/** The paths of the demo server; whatever else the page calls is another server's. */
const demoPath = "/demo.v1.";

let starting: Promise<void> | undefined;

/** Lets calls to the demo server wait until its worker has started. Where it cannot, they fail and say why. */
export function holdDemoCalls(isStarted: Promise<void>): void {
  starting = isStarted;
}

export const demoFetch: FetchLike = async (url, init) => {
  const { origin, pathname } = new URL(url, location.href);
  const isDemo = origin === location.origin && pathname.startsWith(demoPath);
  // Looked at anew each time: a worker that came late has come all the same.
  if (starting && isDemo && !navigator.serviceWorker?.controller) {
    await starting;
  }
  return fetch(url, init);
};
