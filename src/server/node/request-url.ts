/** The URL of a Node request, which is only what the client claims. */
import type { NodeRequest } from "./node-exchange.ts";

/** The parts of a request that both functions need. */
type Target = Pick<NodeRequest, "url" | "headers" | "socket">;

/** Returns the URL; undefined if there is none: for an invalid host, and for `OPTIONS *`. */
export function requestUrl({ url: target = "/", headers, socket }: Target): URL | undefined {
  try {
    // Not resolved against a base, from which "//evil.com" would escape. Requests through a proxy name the host
    // themselves.
    const url = new URL(target.startsWith("/") ? originOf({ headers, socket }) + target : target);
    return /^https?:$/.test(url.protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

function originOf({ headers, socket }: Omit<Target, "url">): string {
  const scheme = "encrypted" in socket ? "https" : "http";
  return `${scheme}://${headers[":authority"] || headers.host || "localhost"}`;
}

/** Returns false if parsing changed the path, as for "..", backslashes, and a host that contains a path. */
export function keepsSentPath(url: URL, { url: target = "/" }: Target): boolean {
  const rest = target.startsWith("/") ? target : target.replace(/^https?:\/\/[^/?#]*/i, "");
  const path = rest.replace(/[?#].*/s, "");
  return url.pathname === (path || "/");
}
