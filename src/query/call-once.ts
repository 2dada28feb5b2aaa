/** Calls a method that answers with one message. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { CallOptions } from "../client/call-options.ts";
import type { Transport } from "../client/transport.ts";
import { methodInfo } from "../codec/proto-method.ts";
import type { MethodInfo } from "../core/method.ts";
import type { MutationMethod, OutputOf, VariablesOf } from "./method-types.ts";

export function callOnce<M extends MutationMethod>(
  transport: Transport,
  method: M,
  request: VariablesOf<M>,
  options: CallOptions,
): Promise<OutputOf<M>> {
  const info = methodInfo<DescMethod>(method) as unknown as MethodInfo<unknown, OutputOf<M>>;
  return info.kind === "clientStream"
    ? transport.clientStream(info, request as AsyncIterable<unknown>, options)
    : transport.unary(info, request, options);
}
