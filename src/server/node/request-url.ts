/** The URL of a Node request. It rests on nothing but what the client claims. */
import type { NodeRequest } from "./node-exchange.ts";

/** What both functions need of a request. */
type Target = Pick<NodeRequest, "url" | "headers" | "socket">;

/** Undefined if there is none: for an impossible host, and for `OPTIONS *`. */
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

/** False if parsing the URL changed its path, as "..", backslashes and a host with a path do. */
export function keepsSentPath(url: URL, { url: target = "/" }: Target): boolean {
  const rest = target.startsWith("/") ? target : target.replace(/^https?:\/\/[^/?#]*/i, "");
  const path = rest.replace(/[?#].*/s, "");
  return url.pathname === (path || "/");
}
