/** Turns the fields a caller passed into complete messages, before anything else sees them. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { MethodInfo } from "../../core/method.ts";
import type { Messages } from "../../protocol/protocol.ts";

export function completeRequest<I, O>({ createInput, input }: MethodInfo<I, O>, request: I): I {
  try {
    return createInput?.(request) ?? request;
  } catch (cause) {
    throw ConnectError.from(cause, Code.InvalidArgument, `invalid ${input.typeName}`);
  }
}

export async function* completeRequests<I, O>(method: MethodInfo<I, O>, requests: Messages<I>): AsyncGenerator<I> {
  for await (const request of requests) {
    yield completeRequest(method, request);
  }
}
