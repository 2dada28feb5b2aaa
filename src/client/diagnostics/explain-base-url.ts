/** Explains base URLs that cannot work. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { kindOf } from "../../core/kind-of.ts";
import { resolveBaseUrl } from "../base-url.ts";

/** Does the same as `resolveBaseUrl`, with an error that says what is expected. */
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

/** Returns the error for calling a URL that is only a path, where there is no page to resolve it against. */
export function relativeUrlError(url: string): ConnectError {
  return new ConnectError(Code.InvalidArgument, `cannot call ${url} outside a page: baseUrl needs an origin`);
}
