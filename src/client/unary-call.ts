/** One request, one response. */
import type { ResponseMetadata } from "../core/response-metadata.ts";
import type { BoundMethod } from "./bound-method.ts";
import { beginCall, callError, endCall } from "./call.ts";
import type { CallOptions } from "./call-options.ts";

export async function callUnary<I, O>(
  method: BoundMethod<I, O>,
  request: I,
  options: CallOptions,
  captured: ResponseMetadata | undefined,
): Promise<O> {
  try {
    const ctx = beginCall(method, options, captured);
    try {
      return await ctx.deadline.raceAfterUnwinding(method.unary(request, ctx));
    } finally {
      endCall(method, ctx, options);
    }
  } catch (error) {
    throw callError(error, method);
  }
}
