/**
 * Reports the requests of the inspected page: those that DevTools have recorded, and each one that ends from now on.
 *
 * Both Chromium and Firefox pass a body to a callback, but indicate base64 in different places.
 */
import type { NetworkSource } from "farcall/react/devtools";

/** How long to wait for a body: it may have been discarded with its document. */
const patienceMs = 10_000;

export const networkSource: NetworkSource = {
  watch(watcher) {
    const { network } = chrome.devtools;
    const take = (request: NetworkRequest) => watcher.onRequest(request, () => bodyOf(request));
    network.getHAR(({ entries }) => entries.forEach(take));
    network.onRequestFinished.addListener(take);
    network.onNavigated.addListener(() => watcher.onNavigated());
  },
};

function bodyOf(request: NetworkRequest): Promise<object> {
  const { content } = request.response;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the body is no longer available")), patienceMs);
    // In Firefox, requests made before the panel was opened have no `getContent`.
    request.getContent?.((text, encoding) => {
      clearTimeout(timer);
      resolve({ ...content, text: text ?? undefined, encoding: encoding === "base64" ? encoding : content.encoding });
    });
  });
}
