/** The only place that calls fetch. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { WireRequest } from "../../protocol/protocol.ts";
import type { CallOptions } from "../call-options.ts";
import type { TransportCore } from "./call-target.ts";

/**
 * Sends a request and resolves with the response, its body unread. Fails with canceled, deadline_exceeded or
 * unavailable.
 */
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
  ctx.deadline.throwIfAborted(); // the call may have been stopped during encoding
  const { send } = ctx; // without a receiver: the platform's fetch throws if called as another object's method
  try {
    return await send(url, init);
  } catch (cause) {
    throw (
      ctx.deadline.error ??
      core.protocol.diagnostics?.explainFailure(cause, ctx.url, headers) ??
      ConnectError.from(cause, Code.Unavailable, `cannot reach ${ctx.url}`)
    );
  }
}
