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
  const { send } = ctx; // called bare: the platform's own fetch refuses to be a method of anything else
  try {
    return await send(url, init);
  } catch (cause) {
    const { explainFailure: explain = plainFailure } = core.protocol.diagnostics ?? {};
    throw ctx.deadline.error ?? explain(cause, ctx.url, headers, core.config.crossOrigin);
  }
}

/** Where bytes count more than words. */
function plainFailure(cause: unknown, url: string): ConnectError {
  return ConnectError.from(cause, Code.Unavailable, `cannot reach ${url}`);
}
