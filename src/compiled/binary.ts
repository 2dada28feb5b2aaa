/** The functions of protobuf-es for messages and their binary format, for compiled types. */
import type { AnyMessage, CompiledMessage } from "./compiled-type.ts";
import { failType, nameField } from "./encode-error.ts";
import { toMessage } from "./init.ts";
import { type ReadOptions, readFrom } from "./reader.ts";
import { bytesOf, type WriteOptions } from "./writer.ts";

/** Creates a message. A message of the type is returned as it is. */
export function create(type: CompiledMessage, init?: unknown): AnyMessage {
  return (init == null || typeof init !== "object" ? new type.n() : toMessage(type, init)) as AnyMessage;
}

/** Decodes a message. */
export function fromBinary(type: CompiledMessage, bytes: Uint8Array, options?: ReadOptions): AnyMessage {
  return readFrom(bytes, options, type.r, new type.n());
}

/** Decodes into a message: lists and maps grow, nested messages are merged. */
export function mergeFromBinary(
  type: CompiledMessage,
  target: AnyMessage,
  bytes: Uint8Array,
  options?: ReadOptions,
): AnyMessage {
  if (target.$typeName !== type.typeName) {
    failType(target, type.typeName);
  }
  return readFrom(bytes, options, type.r, target);
}

/** Encodes a message. An error names the field that cannot be encoded. */
export function toBinary(type: CompiledMessage, message: AnyMessage, options?: WriteOptions): Uint8Array<ArrayBuffer> {
  try {
    return bytesOf(options, type.w, message);
  } catch (error) {
    throw nameField(error, message, type.w);
  }
}
