/** The fetch of the page, which waits until the demo server has started. */
import type { FetchLike } from "farcall";

/** The prefix of the demo server's paths; all others belong to other servers. */
const demoPath = "/demo.v1.";

let starting: Promise<void> | undefined;

/** Makes calls to the demo server wait until its worker has started. If it cannot start, they fail and say why. */
export function holdDemoCalls(isStarted: Promise<void>): void {
  starting = isStarted;
}

export const demoFetch: FetchLike = async (url, init) => {
  const { origin, pathname } = new URL(url, location.href);
  const isDemo = origin === location.origin && pathname.startsWith(demoPath);
  // Checked each time: a worker may have taken over late.
  if (starting && isDemo && !navigator.serviceWorker?.controller) {
    await starting;
  }
  return fetch(url, init);
};
