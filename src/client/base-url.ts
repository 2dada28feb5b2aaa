/** Where the methods of a server are. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/**
 * A whole URL or a path, with nothing behind it. Half of one would quietly become a path of the page ("api.example.com",
 * "http:host") or another host ("//host").
 */
const wholeOrPath = /^(https?:\/\/[^/\\?#@]+|(?!\/\/))(\/[^\\?#]*)?$/i;

/**
 * The base URL as a prefix for "/service/method": absolute, without a "/" at its end.
 *
 * "" and "/" mean the page's own origin, "/api" a path there. Where there is no page (Node) a path means
 * http://localhost if calls go through a fetch of one's own. Otherwise it stays a path, because modules that create a
 * transport are evaluated where a page is rendered as well: it is refused when a call is made.
 */
export function resolveBaseUrl(baseUrl: string, hasOwnFetch: boolean): string {
  // Not the location itself, to which nothing is relative where it is blob: or about:srcdoc. Its origin serves sandboxed
  // pages, which have none of their own.
  const origins = [globalThis.origin, globalThis.location?.origin, hasOwnFetch ? "http://localhost" : ""];
  const base = origins.find((origin) => /^http/.test(`${origin}`));
  try {
    const { href, pathname } = new URL(baseUrl, base ?? "http://localhost");
    if (wholeOrPath.test(baseUrl)) {
      return (base || /^h/i.test(baseUrl) ? href : pathname).replace(/\/+$/, "");
    }
  } catch {
    // No URL at all.
  }
  throw new ConnectError(Code.InvalidArgument, "baseUrl is no URL");
}

/**
 * True if a browser will treat calls to this URL as cross-origin; never where there is no page. The page's origin is
 * not that of its location: a sandboxed one has none.
 *
 * @see https://html.spec.whatwg.org/multipage/webappapis.html#dom-origin-dev
 */
export function isCrossOrigin(url: string): boolean {
  const { origin } = globalThis;
  return Boolean(origin) && /^http/.test(url) && new URL(url).origin !== origin;
}
