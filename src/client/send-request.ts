/** The one place that calls fetch. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { WireRequest } from "../protocol/protocol.ts";
import type { BoundMethod } from "./bound-method.ts";
import type { CallOptions } from "./call-options.ts";

/** Sends, and answers with the head of the response. Fails as canceled, deadline_exceeded or unavailable. */
export async function sendRequest<I, O>(
  { core, url }: BoundMethod<I, O>,
  { headers, body }: WireRequest,
  ctx: RequestContext<I, O>,
  signal: AbortSignal,
): Promise<Response> {
  const init: RequestInit = {
    redirect: "error",
    ...core.fetchOptions,
    ...(ctx.callOptions as CallOptions).fetchOptions,
    method: ctx.httpMethod,
    headers,
    body: body as Uint8Array<ArrayBuffer>,
    signal,
  };
  if (ctx.deadline.error) {
    throw ctx.deadline.error; // it stopped while the message was encoded: nothing is sent
  }
  try {
    return await ctx.deadline.race(core.fetch(url, init));
  } catch (cause) {
    throw ctx.deadline.error ?? networkError(cause, url, headers, core.config.crossOrigin);
  }
}

/** The browser tells scripts nothing of why a request failed, so the message names what there is to look at. */
function networkError(cause: unknown, url: string, headers: HeadersInit, crossOrigin: boolean): ConnectError {
  const error = ConnectError.from(cause, Code.Unavailable);
  if (error === cause || error.code !== Code.Unavailable) {
    return error;
  }
  const reason = (cause as { cause?: { message?: string } } | null)?.cause?.message || error.rawMessage;
  const names = [...new Headers(headers).keys()].join(", ");
  const hint = crossOrigin
    ? `. Is it running? The call is cross-origin, so CORS may be the cause: the server has to allow the origin ${
        globalThis.location?.origin
      } and the request headers ${names}`
    : ". Is the server running?";
  return new ConnectError(Code.Unavailable, `cannot reach ${url}: ${reason}${hint}`, { cause });
}
