/** Completes the requests of a stream lazily: the twin of completeRequests. */
import type { MethodInfo } from "../../../core/method.ts";
import { completeRequest } from "../../call/complete-request.ts";

export function* completeRequestsSync<I, O>(method: MethodInfo<I, O>, requests: Iterable<I>): Generator<I> {
  for (const request of requests) {
    yield completeRequest(method, request);
  }
}
