/** The one place that calls fetch. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { WireRequest } from "../protocol/protocol.ts";
import type { CallOptions } from "./call-options.ts";
import type { TransportCore } from "./transport-core.ts";

/** Sends, and answers with the head of the response. Fails as canceled, deadline_exceeded or unavailable. */
export async function sendRequest<I, O>(
  core: TransportCore,
  ctx: RequestContext<I, O>,
  { headers, body, duplex, url = ctx.url }: WireRequest,
  signal: AbortSignal,
): Promise<Response> {
  const init = {
    ...core.fetchOptions,
    ...(ctx.callOptions as CallOptions).fetchOptions,
    method: ctx.httpMethod,
    headers,
    body,
    duplex,
    signal,
  } as RequestInit;
  ctx.deadline.throwIfAborted(); // it may have stopped while the message was encoded
  try {
    return await ctx.deadline.race(core.fetch(url, init));
  } catch (cause) {
    throw ctx.deadline.error ?? networkError(cause, ctx.url, headers, core.config.crossOrigin);
  }
}

/** The browser tells scripts nothing of why a request failed, so the message names what there is to look at. */
export function networkError(cause: unknown, url: string, headers: HeadersInit, crossOrigin: boolean): ConnectError {
  const names = [...new Headers(headers).keys()].join(", ");
  const hint = crossOrigin ? `, and does its CORS allow the origin ${location.origin} and the headers ${names}` : "";
  return ConnectError.from(cause, Code.Unavailable, `cannot reach ${url} (is it running${hint}?)`);
}
