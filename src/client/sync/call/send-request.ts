/** Sends the request of a synchronous call and waits for the response. */
import { checkClock } from "../../../core/check-clock.ts";
import type { RequestContext } from "../../../core/request-context.ts";
import type { SyncResponse } from "../../../protocol/sync/exchange.ts";
import type { WireRequestSync } from "../../../protocol/sync/protocol.ts";
import { explainFailure } from "../../diagnostics/explain-failure.ts";
import type { SyncTransportCore } from "./call-target.ts";

/** Fails with deadline_exceeded or unavailable. */
export function sendRequestSync<I, O>(
  core: SyncTransportCore,
  ctx: RequestContext<I, O>,
  { headers, body, url = ctx.url }: WireRequestSync,
): SyncResponse {
  const { deadline } = ctx;
  checkClock(deadline); // time may have run out during encoding, or before the call began
  const timeoutMs = deadline.remainingMs;
  const { send } = core; // an application callback, called without a receiver
  try {
    return send({ method: ctx.httpMethod, url, headers: new Headers(headers), body, timeoutMs });
  } catch (cause) {
    if (timeoutMs !== undefined && (deadline.remainingMs === 0 || isTimeout(cause))) {
      deadline.expire();
    }
    throw deadline.error ?? explainFailure(cause, ctx.url, headers);
  }
}

/** Clocks differ: XMLHttpRequest may time out slightly before our clock does. */
function isTimeout(cause: unknown): boolean {
  return (cause as Error | undefined)?.name === "TimeoutError";
}
