/** Resolves and checks base URLs. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/**
 * Matches an http(s) URL or a path, with no query or fragment. Anything less would silently become a path of the page
 * ("api.example.com", "http:host") or another host ("//host").
 */
const wholeOrPath = /^(https?:\/\/[^/\\?#@]+|(?!\/\/))(\/[^\\?#]*)?$/i;

/**
 * Returns the base URL as a prefix for "/service/method": absolute, without a trailing "/".
 *
 * "" and "/" mean the page's origin, "/api" a path there. Outside a page (in Node), a path is resolved against
 * http://localhost if a custom fetch is given. Otherwise it stays a path and fails once a call is made, because
 * server-side rendering evaluates modules that create transports.
 */
export function resolveBaseUrl(baseUrl: string, hasOwnFetch: boolean): string {
  // Not the location itself: nothing is relative to a blob: or about:srcdoc location. Its origin serves sandboxed
  // pages, which have no origin themselves.
  const origins = [globalThis.origin, globalThis.location?.origin, hasOwnFetch ? "http://localhost" : ""];
  const base = origins.find((origin) => /^http/.test(`${origin}`));
  try {
    const { href, pathname } = new URL(baseUrl, base ?? "http://localhost");
    if (wholeOrPath.test(baseUrl)) {
      return (base || /^h/i.test(baseUrl) ? href : pathname).replace(/\/+$/, "");
    }
  } catch {
    // Not a URL at all.
  }
  throw new ConnectError(Code.InvalidArgument, "invalid baseUrl");
}

/**
 * Returns true if a browser treats calls to this URL as cross-origin; always false outside a page. The page's origin
 * may differ from its location's: a sandboxed page has none.
 *
 * @see https://html.spec.whatwg.org/multipage/webappapis.html#dom-origin-dev
 */
export function isCrossOrigin(url: string): boolean {
  const { origin } = globalThis;
  return Boolean(origin) && /^http/.test(url) && new URL(url).origin !== origin;
}
