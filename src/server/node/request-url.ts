/** The URL that a Node request is for, of which the client's word is all there is. */
import type { NodeRequest } from "./node-exchange.ts";

/** What both functions need of a request. */
type Target = Pick<NodeRequest, "url" | "headers" | "socket">;

/** Undefined if there is none: for a host that is none, and for `OPTIONS *`. */
export function requestUrl({ url: target = "/", headers, socket }: Target): URL | undefined {
  try {
    // Not resolved against a base, from which "//evil.com" would lead away. A proxy's request names the host itself.
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

/** False if the URL's path is another one than was asked for: after "..", backslashes, or a host that has a path. */
export function hasPathAsSent(url: URL, { url: target = "/" }: Target): boolean {
  const rest = target.startsWith("/") ? target : target.replace(/^https?:\/\/[^/?#]*/i, "");
  const path = rest.replace(/[?#].*/s, "");
  return url.pathname === (path || "/");
}
