/** Complaints about the head of a response, shared by both protocols: what came, from where, and what to do about it. */
import type { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { codeFromHttpStatus } from "./http-code.ts";
import type { HttpHead } from "./protocol.ts";

/** Puts what came, and from where, into words. */
export type Phrase = (what: string, response: HttpHead, ctx: RequestContext) => string;

/** Where bytes count more than words; everybody else has `phraseHelpfully`. */
export const phraseBriefly: Phrase = (what, _, { url }) => `${what} from ${url}`;

/** A status that is not 200 and says nothing in the protocol's own words. */
export function httpError(response: HttpHead, ctx: RequestContext, phrase: Phrase): ConnectError {
  return answerError(codeFromHttpStatus(response.status), `HTTP ${response.status}`, response, ctx, phrase);
}

/** A content type that the protocol does not allow in this place. */
export function contentTypeError(
  code: Code,
  response: HttpHead,
  expected: string,
  ctx: RequestContext,
  phrase: Phrase,
): ConnectError {
  return answerError(code, `${mediaType(response) || "no content type"} instead of ${expected}`, response, ctx, phrase);
}

function answerError(code: Code, what: string, response: HttpHead, ctx: RequestContext, phrase: Phrase): ConnectError {
  return new ConnectError(code, phrase(what, response, ctx), {
    metadata: [...ctx.responseHeaders, ...ctx.responseTrailers],
  });
}

/** The content type in lower case, without its parameters. */
export function mediaType({ headers }: { headers: Headers }): string {
  return (headers.get("content-type") ?? "").replace(/[;\s].*/s, "").toLowerCase();
}
