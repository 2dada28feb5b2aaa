/**
 * Warns developers about the limit that streams hit first: browsers open six connections to an HTTP/1.1 server, and
 * each stream occupies one. A seventh request waits, without an error, until a stream ends.
 */

/** The number of streams to one origin that leaves a single connection for all other requests. */
const budget = 5;

const openByOrigin = new Map<string, number>();
const warned = new Set<string>();

/** Counts a connection until the function that it returns is called. */
export function countConnection({ baseUrl, name }: { baseUrl: string; name: string }): () => void {
  const origin = originOf(baseUrl);
  const open = (openByOrigin.get(origin) ?? 0) + 1;
  openByOrigin.set(origin, open);
  if (process.env.NODE_ENV !== "production" && open >= budget && !warned.has(origin) && isHttp1(origin)) {
    warned.add(origin);
    console.warn(
      `farcall: ${open} streams to ${origin} are open over HTTP/1.1, most recently ${name}. A browser allows six ` +
        "connections there, so that other requests may soon wait for a stream to end. Serve over HTTP/2 (TLS), or " +
        "let components share a stream.",
    );
  }
  return () => {
    openByOrigin.set(origin, (openByOrigin.get(origin) ?? 1) - 1);
  };
}

function originOf(baseUrl: string): string {
  try {
    const { origin } = new URL(baseUrl);
    return origin === "null" ? baseUrl : origin;
  } catch {
    return baseUrl; // relative, which is possible where no call is made
  }
}

/**
 * Checks what the browser reports about earlier requests: always for the page's origin, for others only if they allow
 * it.
 */
function isHttp1(origin: string): boolean {
  const entries = [
    ...(globalThis.performance?.getEntriesByType?.("navigation") ?? []),
    ...(globalThis.performance?.getEntriesByType?.("resource") ?? []),
  ] as PerformanceResourceTiming[];
  const known = entries.filter(({ name, nextHopProtocol }) => nextHopProtocol && originOf(name) === origin);
  return known.at(-1)?.nextHopProtocol.startsWith("http/1") ?? false;
}
