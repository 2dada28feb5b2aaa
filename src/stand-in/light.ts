/** What does without descriptors. A page that imports nothing else has nothing of protobuf-es. */
import type {
  BinaryReadOptions,
  BinaryWriteOptions,
  DescMessage,
  Message,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import * as compiled from "../compiled/binary.ts";
import type { AnyMessage, CompiledMessage } from "../compiled/compiled-type.ts";
import { counterpartOf } from "../compiled/described.ts";

/** A descriptor of protobuf-es becomes a compiled type that calls protobuf-es. */
function typeOf(schema: DescMessage): CompiledMessage {
  return ("r" in schema ? schema : counterpartOf(schema)) as CompiledMessage;
}

export function create<D extends DescMessage>(schema: D, init?: MessageInitShape<D>): MessageShape<D> {
  return compiled.create(typeOf(schema), init) as MessageShape<D>;
}

export function isMessage<D extends DescMessage>(value: unknown, schema?: D): value is MessageShape<D> {
  const typeName = value !== null && typeof value === "object" && (value as Partial<AnyMessage>).$typeName;
  return typeof typeName === "string" && (schema === undefined || schema.typeName === typeName);
}

export function fromBinary<D extends DescMessage>(
  schema: D,
  bytes: Uint8Array,
  options?: Partial<BinaryReadOptions>,
): MessageShape<D> {
  return compiled.fromBinary(typeOf(schema), bytes, options) as MessageShape<D>;
}

export function mergeFromBinary<D extends DescMessage>(
  schema: D,
  target: MessageShape<D>,
  bytes: Uint8Array,
  options?: Partial<BinaryReadOptions>,
): MessageShape<D> {
  compiled.mergeFromBinary(typeOf(schema), target as Message as AnyMessage, bytes, options);
  return target;
}

export function toBinary<D extends DescMessage>(
  schema: D,
  message: MessageShape<D>,
  options?: Partial<BinaryWriteOptions>,
): Uint8Array<ArrayBuffer> {
  return compiled.toBinary(typeOf(schema), message as Message as AnyMessage, options);
}
