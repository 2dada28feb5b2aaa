/** Complaints about the head of a response, shared by both protocols: what came, from where, and what to do about it. */
import type { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { codeFromHttpStatus } from "./http-code.ts";

/** A status that is not 200 and says nothing in the protocol's own words. */
export function httpError(response: Response, ctx: RequestContext): ConnectError {
  const hint =
    response.status === 404
      ? ": no such method there; check the base URL and that the server has this service"
      : response.status === 405
        ? ": no RPC handler there; check the base URL"
        : "";
  const status = `HTTP ${response.status}${response.statusText ? ` ${response.statusText}` : ""}`;
  return new ConnectError(codeFromHttpStatus(response.status), `${status} from ${ctx.url}${hint}`, {
    metadata: response.headers,
  });
}

/** A content type that the protocol does not allow in this place. */
export function contentTypeError(code: Code, response: Response, expected: string, ctx: RequestContext): ConnectError {
  const type = response.headers.get("content-type");
  const hint = mediaType(response) === "text/html" ? ": that is a web page; check the base URL" : "";
  const what = type ? `content type ${JSON.stringify(type)}` : "no content type";
  return new ConnectError(code, `${ctx.url} answered with ${what} instead of ${JSON.stringify(expected)}${hint}`, {
    metadata: response.headers,
  });
}

/** A compression that was never asked for, or that is not known here. */
export function encodingError(code: Code, encoding: string, known: string | undefined): ConnectError {
  return new ConnectError(
    code,
    `the server compressed with ${JSON.stringify(encoding)}, which this client did not offer (known: ${known ?? "none"}); ` +
      "name it in acceptCompression",
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
  return (headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
