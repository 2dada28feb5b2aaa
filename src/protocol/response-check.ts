/** Errors about the status and headers of a response, for both protocols: what arrived, from where, and what to do. */
import type { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { codeFromHttpStatus } from "./http-code.ts";
import type { HttpHead } from "./protocol.ts";

/** Describes what arrived, and from where. */
export type Phrase = (what: string, response: HttpHead, ctx: RequestContext) => string;

/** For minimal bundles; everyone else uses `phraseHelpfully`. */
export const phraseBriefly: Phrase = (what, _, { url }) => `${what} from ${url}`;

/** Returns the error for a status other than 200 without an outcome in the protocol's format. */
export function httpError(response: HttpHead, ctx: RequestContext, phrase: Phrase): ConnectError {
  return answerError(codeFromHttpStatus(response.status), `HTTP ${response.status}`, response, ctx, phrase);
}

/** Returns the error for a content type that the protocol does not allow here. */
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

/** Returns the content type in lower case, without parameters. */
export function mediaType({ headers }: { headers: Headers }): string {
  return (headers.get("content-type") ?? "").replace(/[;\s].*/s, "").toLowerCase();
}
