/** From what protoc-gen-es generates to what the rest of the package knows of a method. */

import type { MessageShape } from "@bufbuild/protobuf";
import { create, type DescMessage, type DescMethod, type MessageInitShape } from "@bufbuild/protobuf";
import { IdempotencyLevel, type MessageType, type MethodInfo, type MethodKind } from "../core/method.ts";

const kinds = {
  unary: "unary",
  client_streaming: "clientStream",
  server_streaming: "serverStream",
  bidi_streaming: "bidiStream",
} as const satisfies Record<DescMethod["methodKind"], MethodKind>;

/** By the number of google.protobuf.MethodOptions.IdempotencyLevel. */
const levels = [IdempotencyLevel.Unknown, IdempotencyLevel.NoSideEffects, IdempotencyLevel.Idempotent];

const infos = new WeakMap<DescMethod, MethodInfo>();

/** The message types of a generated method, as a MethodInfo. */
export type MethodInfoOf<M extends DescMethod> = MethodInfo<MessageShape<M["input"]>, MessageShape<M["output"]>>;

/**
 * The MethodInfo of a generated method; always the same object for the same method.
 *
 * @example
 * methodInfo(ElizaService.method.say).name; // "Say"
 */
export function methodInfo<M extends DescMethod>(method: M): MethodInfoOf<M> {
  let info = infos.get(method);
  if (!info) {
    info = {
      name: method.name,
      serviceName: method.parent.typeName,
      kind: kinds[method.methodKind],
      idempotencyLevel: levels[method.idempotency] ?? IdempotencyLevel.Unknown,
      input: method.input,
      output: method.output,
    };
    infos.set(method, info);
  }
  return info as MethodInfoOf<M>;
}

/** A complete message from the fields that a caller gave; a message is returned as it is. */
export function createMessage<D extends DescMessage>(type: D, init: MessageInitShape<D> | undefined): MessageShape<D> {
  return create(type, init);
}

/** The descriptor behind an opaque message type, for the codecs. */
export function descriptorOf(type: MessageType): DescMessage {
  if ((type as Partial<DescMessage>).kind !== "message") {
    throw new TypeError(`${type.typeName} is no protobuf-es message: use the codec of the runtime that made it`);
  }
  return type as MessageType & DescMessage;
}
