/** The message with which a page asks the demo server's service worker to handle its calls. */
export const claimRequest = "farcall-demo:claim";
