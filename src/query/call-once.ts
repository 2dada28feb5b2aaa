/** Calls a method that answers with one message. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { CallOptions } from "../client/call-options.ts";
import type { Transport } from "../client/transport.ts";
import { methodInfo } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { MethodInfo } from "../core/method.ts";
import { expectMethod } from "./expect-method.ts";
import type { MutationMethod, OutputOf, VariablesOf } from "./method-types.ts";

/** Messages that can be read only once, and have been; with what the call that read them has failed with, if it has. */
const readOnce = new WeakMap<object, { reason?: unknown }>();

/**
 * Calls. What makes the messages of a client stream is read anew for each attempt; a generator, which cannot be, is
 * refused the second time: without messages the call would succeed and have sent nothing.
 */
export async function callOnce<M extends MutationMethod>(
  transport: Transport,
  method: M,
  request: VariablesOf<M>,
  options: CallOptions,
): Promise<OutputOf<M>> {
  expectMethod(method, "call");
  const info = methodInfo<DescMethod>(method) as unknown as MethodInfo<unknown, OutputOf<M>>;
  if (info.kind !== "clientStream") {
    return transport.unary(info, request, options);
  }
  const messages = request as AsyncIterable<unknown>;
  if (!isReadOnce(messages)) {
    return transport.clientStream(info, messages, options);
  }
  const before = readOnce.get(messages);
  if (before) {
    throw alreadyRead(method, before.reason);
  }
  const outcome: { reason?: unknown } = {};
  readOnce.set(messages, outcome);
  try {
    return await transport.clientStream(info, messages, options);
  } catch (reason) {
    outcome.reason = reason;
    throw reason;
  }
}

/**
 * Generators and other iterators give themselves, and a stream is empty after the first time: one of the web, whoever
 * has made it, or one of Node. Reads nothing.
 */
function isReadOnce(messages: object): boolean {
  return ["next", "getReader", "read"].some((name) => name in messages);
}

function alreadyRead(method: DescMethod, cause: unknown): ConnectError {
  const error = new ConnectError(
    Code.InvalidArgument,
    "the messages were given in a form that can be read only once, and an earlier attempt has read them: give a list",
    { cause },
  );
  error.method = `${method.parent.typeName}/${method.name}`;
  return error;
}
