/** One message there, one back, at once. */
import { composeUnarySync } from "../../core/interceptor-chain-sync.ts";
import { completeRequest } from "../complete-request.ts";
import { callerSync, exchangeSync, type SyncCaller } from "./exchange.ts";
import type { SyncCallTarget } from "./transport-core.ts";

/** Prepares the calls of a unary method: protocol and interceptors are put together once. */
export function unaryCallsSync<I, O>(target: SyncCallTarget<I, O>): SyncCaller<I, O> {
  const { core, method, interceptors } = target;
  const { encodeRequest, readResponse } = core.protocol.bindUnary(method, core.config);
  const call = exchangeSync(core, encodeRequest, readResponse);
  return callerSync(target, completeRequest, composeUnarySync<I, O>(interceptors, call));
}
