/** Runs calls that return one message, from start to finish, through the interceptors. */
import { capturing } from "../../core/capture.ts";
import { Code } from "../../core/code.ts";
import { composeClientStream, composeUnary } from "../../core/interceptor-chain.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { BindStream } from "../../protocol/protocol.ts";
import { readSingleMessage } from "../../protocol/single-message.ts";
import { beginCall, callError, endCall } from "./begin-call.ts";
import type { Caller, CallTarget } from "./call-target.ts";
import { completeRequest, completeRequests } from "./complete-request.ts";
import { type Exchange, exchange } from "./exchange.ts";
import { streamConfig } from "./protocol-config.ts";

/** Binds a unary method: protocol and interceptors are composed once. */
export function bindUnaryCall<I, O>(target: CallTarget<I, O>): Caller<I, Promise<O>> {
  const { core, method, interceptors } = target;
  const { encodeRequest, readResponse } = core.protocol.bindUnary(method, core.config);
  return answerCaller(
    target,
    completeRequest,
    composeUnary<I, O>(interceptors, exchange(target, encodeRequest, readResponse)),
  );
}

/** Binds client-streaming methods: protocol and interceptors are composed once for each. */
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
    return answerCaller(target, completeRequests, composeClientStream<I, O>(interceptors, call));
  };
}

/** Runs a call from start to finish. */
export function answerCaller<Q, I, O>(
  target: CallTarget<I, O>,
  complete: (method: MethodInfo<I, O>, request: Q) => Q,
  run: Exchange<Q, I, O>,
): Caller<Q, Promise<O>> {
  return async (request, options) => {
    try {
      const ctx = beginCall(target, options, capturing());
      try {
        return await ctx.deadline.race(run(complete(target.method, request), ctx), target.interceptors.length > 0);
      } finally {
        endCall(target, ctx, options);
      }
    } catch (error) {
      throw callError(error, target.method, options);
    }
  };
}
