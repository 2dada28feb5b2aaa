/** One request, one response. */
import type { CallObserver } from "../core/capture.ts";
import { composeUnary } from "../core/interceptor.ts";
import { beginCall, callError, endCall } from "./call.ts";
import type { CallOptions } from "./call-options.ts";
import { sendRequest } from "./send-request.ts";
import type { CallTarget } from "./transport-core.ts";

export type UnaryCaller<I, O> = (request: I, options: CallOptions, captured: CallObserver | undefined) => Promise<O>;

/** Prepares the calls of a unary method: protocol and interceptors are put together once. */
export function bindUnaryCall<I, O>(target: CallTarget<I, O>): UnaryCaller<I, O> {
  const { core, method, interceptors } = target;
  const { encodeRequest, readResponse } = core.protocol.bindUnary(method, core.config);
  const run = composeUnary<I, O>(interceptors, async (request, ctx) => {
    const wire = await encodeRequest(request, ctx);
    const response = await sendRequest(core, ctx, wire, core.lifetime.signalOf(ctx.deadline));
    try {
      return await readResponse(response, ctx);
    } catch (error) {
      response.body?.cancel().catch(() => {}); // a body that nobody reads would hold the connection
      throw error;
    }
  });
  return async (request, options, captured) => {
    try {
      const ctx = beginCall(target, options, captured);
      try {
        return await ctx.deadline.race(run(request, ctx), true);
      } finally {
        endCall(target, ctx, options);
      }
    } catch (error) {
      throw callError(error, method);
    }
  };
}
