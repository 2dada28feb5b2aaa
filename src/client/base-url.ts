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
  let url: URL;
  try {
    url = new URL(baseUrl, origin === "null" ? undefined : origin);
  } catch (cause) {
    const hint = origin === undefined || origin === "null" ? "; there is no page that it could be relative to" : "";
    throw invalidBaseUrl(baseUrl, `is not a URL${hint}`, cause);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw invalidBaseUrl(baseUrl, `starts with "${url.protocol}" where only http: and https: can be called`);
  }
  if (url.search || url.hash) {
    throw invalidBaseUrl(baseUrl, "has a query or a fragment, but the name of the method has to come last");
  }
  if (url.username || url.password) {
    throw invalidBaseUrl(baseUrl, "has credentials in it, which fetch refuses: send an authorization header");
  }
  return url.href.replace(/\/+$/, "");
}

/** True if a browser will treat calls to this URL as cross-origin; never where there is no page. */
export function isCrossOrigin(url: string): boolean {
  const origin = globalThis.location?.origin;
  return origin !== undefined && new URL(url).origin !== origin;
}

function invalidBaseUrl(baseUrl: string, what: string, cause?: unknown): ConnectError {
  return new ConnectError(
    Code.InvalidArgument,
    `baseUrl ${JSON.stringify(baseUrl)} ${what}; expected something like "https://api.example.com" or "/api"`,
    { cause },
  );
}
