/** Where the methods of a server are. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/**
 * The base URL as a prefix for "/service/method": absolute, without a "/" at its end.
 *
 * "" and "/" mean the page's own origin, "/api" a path there. Where there is no page (Node) a relative URL is an
 * error, unless calls go through a fetch of one's own: then it means http://localhost.
 */
export function resolveBaseUrl(baseUrl: string, hasOwnFetch: boolean): string {
  // Not the location itself: that of a worker may be a blob: URL, to which nothing is relative.
  const origin = globalThis.location?.origin ?? (hasOwnFetch ? "http://localhost" : undefined);
  try {
    const url = new URL(baseUrl, origin === "null" ? undefined : origin);
    if (/^https?:$/.test(url.protocol) && !(url.search || url.hash || url.username || url.password)) {
      return url.href.replace(/\/+$/, "");
    }
  } catch {
    // No URL at all: the same sentence helps.
  }
  throw new ConnectError(
    Code.InvalidArgument,
    `baseUrl is ${JSON.stringify(baseUrl)}, expected "https://api.example.com" or, in a page, "/api"`,
  );
}

/** True if a browser will treat calls to this URL as cross-origin; never where there is no page. */
export function isCrossOrigin(url: string): boolean {
  const { origin } = new URL(url);
  return origin !== (globalThis.location?.origin ?? origin);
}
