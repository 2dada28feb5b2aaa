/** Explains unexpected responses: what they are likely to be, and what to do about them. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { mediaType, type Phrase } from "./response-check.ts";

/** Adds explanations for developers. */
export const phraseHelpfully: Phrase = (what, response, { method, url }) => {
  const { status, headers } = response;
  // 3xx, or 0 in browsers, which reveal nothing about a redirect but its existence.
  if (status % 300 < 100) {
    return `a redirect to ${headers.get("location") ?? "somewhere"} (has the session ended?) from ${url}`;
  }
  // Some servers require HTTP/2 for bidirectional streams, and respond with 505.
  const reason = status === 505 && method.kind !== "unary" ? " (this server requires HTTP/2 for this stream)" : "";
  const hint = status === 404 || mediaType(response) === "text/html" ? ": check the base URL" : "";
  return `${what}${reason} from ${url}${hint}`;
};

/** Returns the error for a compression that was never requested, or is unknown. */
export function encodingError(encoding: string | null, known = "nothing"): ConnectError {
  return new ConnectError(
    Code.Internal,
    `the response is compressed with ${encoding}, acceptCompression names ${known}`,
  );
}

/** Returns advice about a response header that the browser may be hiding. */
export function exposeHint(crossOrigin: boolean, ...headers: string[]): string {
  return crossOrigin
    ? `; the call is cross-origin, so the server must name ${headers.join(", ")} in Access-Control-Expose-Headers`
    : "";
}
