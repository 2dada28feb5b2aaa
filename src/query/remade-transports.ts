/** Warns developers who create a transport on every render: each has its own key, and thus its own cache. */

/** No application needs so many in so short a time; React gives up after 50 nested renders. */
const most = 20;
const withinMs = 5000;

let times: number[] = [];
let isWarned = false;

/** Must be called for each transport that gets a key of its own. */
export function noteTransport(baseUrl: string): void {
  const now = Date.now();
  times = [...times.filter((time) => now - time < withinMs), now];
  if (times.length >= most && !isWarned) {
    isWarned = true;
    console.warn(
      `farcall: ${most} transports without a transportKey were created for queries within ${withinMs / 1000} seconds, ` +
        `the last of them to ${baseUrl}. Each has its own keys: nothing cached for one is found for the next, ` +
        "and a component that creates one when it renders never stops rendering. Create the transport and call createRpcQuery once, " +
        "outside of components.",
    );
  }
}
