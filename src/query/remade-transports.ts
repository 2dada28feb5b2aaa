/** Warns developers who make a transport at every render: each has a key, and so a cache, of its own. */

/** Nobody needs so many in so short a time; React gives up after 50 drawings in a row. */
const most = 20;
const withinMs = 5000;

let times: number[] = [];
let isWarned = false;

/** To be told of each transport that gets a key of its own. */
export function noteTransport(baseUrl: string): void {
  const now = Date.now();
  times = [...times.filter((time) => now - time < withinMs), now];
  if (times.length >= most && !isWarned) {
    isWarned = true;
    console.warn(
      `farcall: ${most} transports without a transportKey have been made for queries within ${withinMs / 1000} seconds, ` +
        `the last of them to ${baseUrl}. Each has keys of its own: nothing that is cached for one is found for the next, ` +
        "and a component that makes one when it is drawn is drawn for ever. Make the transport and createRpcQuery once, " +
        "outside of components.",
    );
  }
}
