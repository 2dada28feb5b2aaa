/** Sends one request and reads one response: the innermost step of every call that returns a promise. */
import type { RequestContext } from "../../core/request-context.ts";
import { leaveBody } from "../../protocol/body.ts";
import type { EncodeRequest } from "../../protocol/protocol.ts";
import type { CallTarget } from "./call-target.ts";
import { sendRequest } from "./send-request.ts";

export type Exchange<Q, I, O> = (request: Q, ctx: RequestContext<I, O>) => Promise<O>;

/**
 * Encodes, sends and reads. With interceptors, it ends with the call even if a custom fetch ignores its signal, so that
 * each interceptor is notified of the end.
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
