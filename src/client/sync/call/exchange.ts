/** Sends one request and reads one response: the innermost step of every synchronous call that returns a message. */
import type { RequestContext } from "../../../core/request-context.ts";
import { leaveBody } from "../../../protocol/sync/body.ts";
import type { SyncResponse } from "../../../protocol/sync/exchange.ts";
import type { EncodeRequestSync } from "../../../protocol/sync/protocol.ts";
import type { SyncTransportCore } from "./call-target.ts";
import { sendRequestSync } from "./send-request.ts";

export type ExchangeSync<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => O;

/** Encodes, sends and reads. */
export function exchangeSync<Q, I, O>(
  core: SyncTransportCore,
  encodeRequest: EncodeRequestSync<Q, I, O>,
  readResponse: (response: SyncResponse, ctx: RequestContext<I, O>) => O,
): ExchangeSync<Q, I, O> {
  return (request, ctx) => {
    const response = sendRequestSync(core, ctx, encodeRequest(request, ctx));
    try {
      return readResponse(response, ctx);
    } catch (error) {
      leaveBody(response.body);
      throw error;
    }
  };
}
