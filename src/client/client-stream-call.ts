/** Many messages there, one back. */
import { Code } from "../core/code.ts";
import { composeClientStream } from "../core/interceptor-chain.ts";
import type { BindStream } from "../protocol/protocol.ts";
import { readSingleMessage } from "../protocol/single-message.ts";
import { completeRequests } from "./complete-request.ts";
import { type Caller, caller, exchange } from "./exchange.ts";
import { streamConfig } from "./stream-config.ts";
import type { CallTarget } from "./transport-core.ts";

/** Prepares the calls of a client-streaming method: protocol and interceptors are put together once. */
export function clientStreamCalls(bindStream: BindStream) {
  return <I, O>(target: CallTarget<I, O>): Caller<AsyncIterable<I>, Promise<O>> => {
    const { core, method, interceptors } = target;
    const { encodeRequest, readResponse } = bindStream(method, streamConfig(core));
    const call = exchange<AsyncIterable<I>, I, O>(target, encodeRequest, async (response, ctx) =>
      readSingleMessage(response, await readResponse(response, ctx), {
        deadline: ctx.deadline,
        cardinalityCode: Code.Unimplemented,
      }),
    );
    return caller(target, completeRequests, composeClientStream<I, O>(interceptors, call));
  };
}
