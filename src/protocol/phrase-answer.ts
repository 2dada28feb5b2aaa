/** What an answer is likely to be, and what to do about it. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { mediaType, type Phrase } from "./response-check.ts";

/** In words that help whoever develops. */
export const phraseHelpfully: Phrase = (what, response, { method, url }) => {
  const { status, headers } = response;
  // 3xx, or 0 in browsers, which hide all of it but that it was one.
  if (status % 300 < 100) {
    return `a redirect to ${headers.get("location") ?? "somewhere"} (has the session ended?) from ${url}`;
  }
  // Some servers take bidirectional streams over HTTP/2 alone, and say so with 505.
  const reason = status === 505 && method.kind !== "unary" ? " (this server wants HTTP/2 for such a stream)" : "";
  const hint = status === 404 || mediaType(response) === "text/html" ? ": check the base URL" : "";
  return `${what}${reason} from ${url}${hint}`;
};

/** A compression that was never asked for, or that is not known here. */
export function encodingError(encoding: string | null, known = "nothing"): ConnectError {
  return new ConnectError(
    Code.Internal,
    `the response is compressed with ${encoding}, acceptCompression names ${known}`,
  );
}

/** What to do about a response header that the browser may be hiding. */
export function exposeHint(crossOrigin: boolean, ...headers: string[]): string {
  return crossOrigin
    ? `; the call is cross-origin, so the server has to name ${headers.join(", ")} in Access-Control-Expose-Headers`
    : "";
}
