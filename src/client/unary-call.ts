/** One message there, one back. */
import { composeUnary } from "../core/interceptor-chain.ts";
import { completeRequest } from "./complete-request.ts";
import { type Caller, caller, exchange } from "./exchange.ts";
import type { CallTarget } from "./transport-core.ts";

/** Prepares the calls of a unary method: protocol and interceptors are put together once. */
export function bindUnaryCall<I, O>(target: CallTarget<I, O>): Caller<I, Promise<O>> {
  const { core, method, interceptors } = target;
  const { encodeRequest, readResponse } = core.protocol.bindUnary(method, core.config);
  return caller(
    target,
    completeRequest,
    composeUnary<I, O>(interceptors, exchange(target, encodeRequest, readResponse)),
  );
}
