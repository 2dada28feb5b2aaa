/** One request out, one response back: the innermost step of every call that gives a promise. */
import { capturing } from "../core/capture.ts";
import type { MethodInfo } from "../core/method.ts";
import type { RequestContext } from "../core/request-context.ts";
import { leaveBody } from "../protocol/body.ts";
import type { EncodeRequest } from "../protocol/protocol.ts";
import { beginCall, callError, endCall } from "./call.ts";
import type { CallOptions } from "./call-options.ts";
import { sendRequest } from "./send-request.ts";
import type { CallTarget } from "./transport-core.ts";

/** Calls a method whose request is a Q: one message, or many. */
export type Caller<Q, R> = (request: Q, options: CallOptions) => R;

type Exchange<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => Promise<O>;

/**
 * Encodes, sends, reads. Where interceptors wait for it, it ends with the call even if a fetch of the application's own
 * ignores its signal: each of them is to hear of the end.
 */
export function exchange<Q, I, O>(
  { core, interceptors }: CallTarget<I, O>,
  encodeRequest: EncodeRequest<Q, I, O>,
  readResponse: (response: Response, ctx: RequestContext<I, O>) => Promise<O>,
): Exchange<Q, I, O> {
  const run: Exchange<Q, I, O> = async (request, ctx) => {
    const wire = await encodeRequest(request, ctx);
    const response = await sendRequest(core, ctx, wire, ctx.deadline.fetchSignal);
    try {
      return await readResponse(response, ctx);
    } catch (error) {
      leaveBody(response);
      throw error;
    }
  };
  return interceptors.length ? (request, ctx) => ctx.deadline.race(run(request, ctx)) : run;
}

/** From the begin of a call to its end, through the chain of interceptors. */
export function caller<Q, I, O>(
  target: CallTarget<I, O>,
  complete: (method: MethodInfo<I, O>, request: Q) => Q,
  run: Exchange<Q, I, O>,
): Caller<Q, Promise<O>> {
  return async (request, options) => {
    try {
      const ctx = beginCall(target, options, capturing());
      try {
        return await ctx.deadline.race(run(complete(target.method, request), ctx), true);
      } finally {
        endCall(target, ctx, options);
      }
    } catch (error) {
      throw callError(error, target.method, options);
    }
  };
}
