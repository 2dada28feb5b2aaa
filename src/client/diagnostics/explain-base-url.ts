/** Words about base URLs that do not work. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { kindOf } from "../../core/kind-of.ts";
import { resolveBaseUrl } from "../base-url.ts";

/** The same as `resolveBaseUrl`, with a complaint that says what is expected. */
export function explainBaseUrl(baseUrl: string, hasOwnFetch: boolean): string {
  try {
    return resolveBaseUrl(baseUrl, hasOwnFetch);
  } catch {
    const isText = typeof baseUrl === "string";
    const given = isText ? JSON.stringify(baseUrl) : kindOf(baseUrl);
    const host = ((isText && baseUrl) || "api.example.com").replace(/^(.*(\/\/|@)|https?:)|[?#].*/g, "");
    throw new ConnectError(
      Code.InvalidArgument,
      `baseUrl is ${given}, expected "https://..." or, in a page, "/...": did you mean "https://${host}"?`,
    );
  }
}

/** What it means that a URL could not be called that is a path: there is no page that it could be a path of. */
export function relativeUrlError(url: string): ConnectError {
  return new ConnectError(Code.InvalidArgument, `${url} is relative to no page: baseUrl needs an origin`);
}
