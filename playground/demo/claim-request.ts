/** What a page says to the demo server's service worker, so that the worker takes its calls. */
export const claimRequest = "farcall-demo:claim";
