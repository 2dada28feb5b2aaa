/** One request out, one response back: the innermost step of every synchronous call that returns a message. */
import { capturing } from "../../core/capture.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { leaveBody } from "../../protocol/body-sync.ts";
import type { EncodeRequestSync } from "../../protocol/protocol-sync.ts";
import type { SyncResponse } from "../../protocol/sync-exchange.ts";
import { callError } from "../call.ts";
import { beginCallSync, endCallSync } from "./call.ts";
import type { SyncCallOptions } from "./call-options.ts";
import { sendRequestSync } from "./send-request.ts";
import type { SyncCallTarget, SyncTransportCore } from "./transport-core.ts";

/** Calls a method whose request is a Q: one message, or many. */
export type SyncCaller<Q, R> = (request: Q, options: SyncCallOptions) => R;

type Exchange<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => O;

/** Encodes, sends, reads. */
export function exchangeSync<Q, I, O>(
  core: SyncTransportCore,
  encodeRequest: EncodeRequestSync<Q, I, O>,
  readResponse: (response: SyncResponse, ctx: RequestContext<I, O>) => O,
): Exchange<Q, I, O> {
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

/** From the begin of a call to its end, through the chain of interceptors. */
export function callerSync<Q, I, O>(
  target: SyncCallTarget<I, O>,
  complete: (method: MethodInfo<I, O>, request: Q) => Q,
  run: Exchange<Q, I, O>,
): SyncCaller<Q, O> {
  return (request, options) => {
    try {
      const ctx = beginCallSync(target, options, capturing());
      try {
        return run(complete(target.method, request), ctx);
      } finally {
        endCallSync(target, ctx, options);
      }
    } catch (error) {
      throw callError(error, target.method);
    }
  };
}
