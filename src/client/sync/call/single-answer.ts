/** Runs synchronous calls that return one message, from start to finish, through the interceptors. */
import { capturing } from "../../../core/capture.ts";
import { Code } from "../../../core/code.ts";
import type { MethodInfo } from "../../../core/method.ts";
import type { RequestContext } from "../../../core/request-context.ts";
import { composeClientStreamSync, composeUnarySync } from "../../../core/sync/interceptor-chain.ts";
import { readSingleMessageSync } from "../../../protocol/sync/single-message.ts";
import { callError } from "../../call/begin-call.ts";
import { completeRequest } from "../../call/complete-request.ts";
import { beginCallSync, endCallSync } from "./begin-call.ts";
import type { SyncCaller, SyncCallTarget } from "./call-target.ts";
import { completeRequestsSync } from "./complete-requests.ts";
import { type ExchangeSync, exchangeSync } from "./exchange.ts";

/** Binds a unary method: protocol and interceptors are composed once. */
export function unaryCallsSync<I, O>(target: SyncCallTarget<I, O>): SyncCaller<I, O> {
  const { core, method, interceptors } = target;
  const { encodeRequest, readResponse } = core.protocol.bindUnary(method, core.config);
  const call = exchangeSync(core, encodeRequest, readResponse);
  return callerSync(target, completeRequest, composeUnarySync<I, O>(interceptors, call));
}

/** Binds a client-streaming method: protocol and interceptors are composed once. */
export function clientStreamCallsSync<I, O>(target: SyncCallTarget<I, O>): SyncCaller<Iterable<I>, O> {
  const { core, method, interceptors } = target;
  const { encodeRequest, readResponse } = core.protocol.bindStream(method, core.config);
  const call = exchangeSync<Iterable<I>, I, O>(core, encodeRequest, (response, ctx) =>
    readSingleMessageSync(response.body, readResponse(response, ctx), ctx as RequestContext, Code.Unimplemented),
  );
  return callerSync(target, completeRequestsSync, composeClientStreamSync<I, O>(interceptors, call));
}

/** Runs a call from start to finish. */
function callerSync<Q, I, O>(
  target: SyncCallTarget<I, O>,
  complete: (method: MethodInfo<I, O>, request: Q) => Q,
  run: ExchangeSync<Q, I, O>,
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
