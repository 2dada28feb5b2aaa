/** google.protobuf.Any: as in protobuf-es, with compiled types. */
import type { DescMessage, Message, MessageShape, Registry } from "@bufbuild/protobuf";
import type { Any } from "@bufbuild/protobuf/wkt";
import { create, fromBinary, mergeFromBinary, toBinary } from "./light.ts";
import { AnySchema } from "./wkt/any_pb.ts";

export function anyPack<D extends DescMessage>(schema: D, message: MessageShape<D>, into?: Any): Any | undefined {
  const packed = into ?? create(AnySchema);
  packed.value = toBinary(schema, message);
  packed.typeUrl = `type.googleapis.com/${(message as Message).$typeName}`;
  return into ? undefined : packed; // as declared by protobuf-es
}

export function anyIs(any: Any, type: DescMessage | string): boolean {
  return any.typeUrl !== "" && typeNameOf(any) === (typeof type === "string" ? type : type.typeName);
}

export function anyUnpack(any: Any, source: DescMessage | Registry): Message | undefined {
  if (any.typeUrl === "") {
    return undefined;
  }
  const schema = source.kind === "message" ? source : source.getMessage(typeNameOf(any));
  return schema && anyIs(any, schema) ? fromBinary(schema, any.value) : undefined;
}

export function anyUnpackTo<D extends DescMessage>(
  any: Any,
  schema: D,
  message: MessageShape<D>,
): MessageShape<D> | undefined {
  return anyIs(any, schema) ? mergeFromBinary(schema, message, any.value) : undefined;
}

function typeNameOf({ typeUrl }: Any): string {
  const name = typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
  if (name === "") {
    throw new Error(`invalid type url: ${typeUrl}`);
  }
  return name;
}
