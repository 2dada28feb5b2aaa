/** Converts what protoc-gen-es generates to what the rest of the package knows about a method. */

import type { MessageShape } from "@bufbuild/protobuf";
import { create, type DescMessage, type DescMethod, type MessageInitShape } from "@bufbuild/protobuf";
import type { IdempotencyLevel, MessageType, MethodInfo, MethodKind } from "../core/method.ts";

/** Indexed by the number of google.protobuf.MethodOptions.IdempotencyLevel. */
const levels: readonly IdempotencyLevel[] = ["unknown", "no_side_effects", "idempotent"];

const infos = new WeakMap<DescMethod, MethodInfo>();

/** The MethodInfo of a generated method, with its message types. */
export type MethodInfoOf<M extends DescMethod> = MethodInfo<MessageShape<M["input"]>, MessageShape<M["output"]>>;

/**
 * Returns the MethodInfo of a generated method; always the same object for the same method.
 *
 * @example
 * methodInfo(ElizaService.method.say).name; // "Say"
 */
export function methodInfo<M extends DescMethod>(method: M): MethodInfoOf<M> {
  let info = infos.get(method);
  if (!info) {
    info = {
      ...method, // with its parent and its local name, by which it is found again: see generatedMethod
      serviceName: method.parent.typeName,
      kind: method.methodKind.replace("_streaming", "Stream") as MethodKind,
      idempotencyLevel: levels[method.idempotency] ?? "unknown",
      createInput: (fields: unknown) => createMessage(method.input, fields as MessageInitShape<DescMessage>),
    };
    infos.set(method, info as MethodInfo);
  }
  return info as MethodInfoOf<M>;
}

/** Creates a complete message from the fields that a caller passed; a message is returned as it is. */
export function createMessage<D extends DescMessage>(type: D, init: MessageInitShape<D> | undefined): MessageShape<D> {
  return create(type, init);
}

/** Returns the descriptor behind an opaque message type, for codecs. */
export function descriptorOf(type: MessageType): DescMessage {
  return type as MessageType & DescMessage;
}

/** The generated method that a MethodInfo was made from; undefined for one of another message runtime. */
export function generatedMethod(info: MethodInfo): DescMethod | undefined {
  const { parent, localName = "" } = info as Partial<Pick<DescMethod, "parent" | "localName">>;
  return parent?.method[localName];
}
