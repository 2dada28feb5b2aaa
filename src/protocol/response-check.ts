/** Complaints about the head of a response, shared by both protocols: what came, from where, and what to do about it. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { codeFromHttpStatus } from "./http-code.ts";
import type { HttpHead } from "./protocol.ts";

/** A status that is not 200 and says nothing in the protocol's own words. */
export function httpError(response: HttpHead, ctx: RequestContext): ConnectError {
  const { status, headers } = response;
  const isRedirect = status % 300 < 100; // 3xx, or 0 in browsers, which hide all of it but that it was one
  const what = isRedirect
    ? `a redirect to ${headers.get("location") ?? "somewhere"} (has the session ended?)`
    : `HTTP ${status}`;
  return answerError(codeFromHttpStatus(status), what, response, ctx);
}

/** The same where a stream was called: some servers take bidirectional ones over HTTP/2 alone, and say so with 505. */
export function streamHttpError(response: HttpHead, ctx: RequestContext): ConnectError {
  return response.status === 505 && ctx.method.kind !== "unary"
    ? answerError(Code.Unknown, "HTTP 505 (this server wants HTTP/2 for such a stream)", response, ctx)
    : httpError(response, ctx);
}

/** A content type that the protocol does not allow in this place. */
export function contentTypeError(code: Code, response: HttpHead, expected: string, ctx: RequestContext): ConnectError {
  return answerError(code, `${mediaType(response) || "no content type"} instead of ${expected}`, response, ctx);
}

function answerError(code: Code, what: string, response: HttpHead, ctx: RequestContext): ConnectError {
  const isElsewhere = response.status === 404 || mediaType(response) === "text/html";
  const hint = isElsewhere ? ": check the base URL" : "";
  return new ConnectError(code, `${what} from ${ctx.url}${hint}`, {
    metadata: [...ctx.responseHeaders, ...ctx.responseTrailers],
  });
}

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

/** The content type in lower case, without its parameters. */
export function mediaType({ headers }: { headers: Headers }): string {
  return (headers.get("content-type") ?? "").replace(/[;\s].*/s, "").toLowerCase();
}
