/** Many messages there, one back, at once. */
import { Code } from "../../core/code.ts";
import { composeClientStreamSync } from "../../core/interceptor-chain-sync.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { readSingleMessageSync } from "../../protocol/single-message-sync.ts";
import { completeRequestsSync } from "./complete-requests.ts";
import { callerSync, exchangeSync, type SyncCaller } from "./exchange.ts";
import type { SyncCallTarget } from "./transport-core.ts";

/** Prepares the calls of a client-streaming method: protocol and interceptors are put together once. */
export function clientStreamCallsSync<I, O>(target: SyncCallTarget<I, O>): SyncCaller<Iterable<I>, O> {
  const { core, method, interceptors } = target;
  const { encodeRequest, readResponse } = core.protocol.bindStream(method, core.config);
  const call = exchangeSync<Iterable<I>, I, O>(core, encodeRequest, (response, ctx) =>
    readSingleMessageSync(response.body, readResponse(response, ctx), ctx as RequestContext, Code.Unimplemented),
  );
  return callerSync(target, completeRequestsSync, composeClientStreamSync<I, O>(interceptors, call));
}
