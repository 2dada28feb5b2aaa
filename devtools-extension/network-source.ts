/**
 * The list of requests of the inspected page: those that DevTools already have, and each that comes to its end from now on.
 *
 * Chromium and Firefox hand over a body by a callback alike, and say in different places that it is base64.
 */
import type { NetworkSource } from "farcall/react/devtools";

/** After this nobody waits for a body any more: it went with its document. */
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
    // In Firefox what it had before this panel was opened has no body to ask for.
    request.getContent?.((text, encoding) => {
      clearTimeout(timer);
      resolve({ ...content, text: text ?? undefined, encoding: encoding === "base64" ? encoding : content.encoding });
    });
  });
}
