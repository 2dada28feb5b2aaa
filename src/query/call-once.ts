/** Calls methods that return a single message. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { CallOptions } from "../client/call-options.ts";
import type { Transport } from "../client/transport.ts";
import { methodInfo } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { MethodInfo } from "../core/method.ts";
import { expectMethod } from "./expect-method.ts";
import type { MutationMethod, OutputOf, VariablesOf } from "./method-types.ts";

/**
 * Message sources that can be read only once and have been, with the reason why the call that read them failed, if it
 * did.
 */
const readOnce = new WeakMap<object, { reason?: unknown }>();

/**
 * Makes a call. Each attempt reads the messages of a client stream anew. A generator, which cannot be read twice, is
 * rejected the second time: the call would succeed without having sent any messages.
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
 * Returns true for sources that are empty after one read: generators and other iterators, which return themselves, and
 * streams, of the web (from any realm) or of Node. Reads nothing.
 */
function isReadOnce(messages: object): boolean {
  return ["next", "getReader", "read"].some((name) => name in messages);
}

function alreadyRead(method: DescMethod, cause: unknown): ConnectError {
  const error = new ConnectError(
    Code.InvalidArgument,
    "the messages can be read only once, and an earlier attempt has read them: pass an array",
    { cause },
  );
  error.method = `${method.parent.typeName}/${method.name}`;
  return error;
}
