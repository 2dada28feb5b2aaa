/** What the generated code of a field depends on. */
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";

/** google.protobuf.FeatureSet.FieldPresence */
export const presence = { explicit: 1, implicit: 2, required: 3 } as const;

const wireTypes = { varint: 0, eight: 1, length: 2, four: 5 } as const;

/** The wire type of a scalar, and the end of the names of its functions in the runtime. */
const scalars: Record<ScalarType, readonly [wireType: number, name: string]> = {
  [ScalarType.DOUBLE]: [wireTypes.eight, "Double"],
  [ScalarType.FLOAT]: [wireTypes.four, "Float"],
  [ScalarType.INT64]: [wireTypes.varint, "Int64"],
  [ScalarType.UINT64]: [wireTypes.varint, "Uint64"],
  [ScalarType.INT32]: [wireTypes.varint, "Int32"],
  [ScalarType.FIXED64]: [wireTypes.eight, "Fixed64"],
  [ScalarType.FIXED32]: [wireTypes.four, "Fixed32"],
  [ScalarType.BOOL]: [wireTypes.varint, "Bool"],
  [ScalarType.STRING]: [wireTypes.length, "String"],
  [ScalarType.BYTES]: [wireTypes.length, "Bytes"],
  [ScalarType.UINT32]: [wireTypes.varint, "Uint32"],
  [ScalarType.SFIXED32]: [wireTypes.four, "Sfixed32"],
  [ScalarType.SFIXED64]: [wireTypes.eight, "Sfixed64"],
  [ScalarType.SINT32]: [wireTypes.varint, "Sint32"],
  [ScalarType.SINT64]: [wireTypes.varint, "Sint64"],
};

export function wireTypeOf(type: ScalarType): number {
  return scalars[type][0];
}

export function readerOf(type: ScalarType, checksUtf8: boolean): string {
  return type === ScalarType.STRING && !checksUtf8 ? "readLaxString" : `read${scalars[type][1]}`;
}

export function writerOf(type: ScalarType): string {
  return `write${scalars[type][1]}`;
}

export function isLong(type: ScalarType): boolean {
  return /64$/.test(scalars[type][1]);
}

/** The scalar that a field, its items or the values of its map have on the wire; undefined for messages. */
export function wireScalarOf(field: DescField): ScalarType | undefined {
  return field.enum ? ScalarType.INT32 : field.scalar;
}

export function isDelimited(field: DescField): boolean {
  return (field.fieldKind === "message" || field.fieldKind === "list") && field.message !== undefined
    ? (field as { delimitedEncoding?: boolean }).delimitedEncoding === true
    : false;
}

/** The tag that a field has when its value is written as what it is, not packed. */
export function tagOf(field: DescField): number {
  const scalar = field.fieldKind === "map" ? undefined : wireScalarOf(field);
  const wireType = scalar ? wireTypeOf(scalar) : isDelimited(field) ? 3 : wireTypes.length;
  return field.number * 8 + wireType;
}

const wrapperName = /^google\.protobuf\.(Double|Float|U?Int64|U?Int32|Bool|String|Bytes)Value$/;

/** How a message field is stored, if not as a message. */
export function storedAs(field: DescField): "message" | "value" | "json" {
  if (!field.message) {
    return "message";
  }
  const { typeName, fields } = field.message;
  if (field.fieldKind === "message" && !field.oneof && wrapperName.test(typeName)) {
    const [value] = fields;
    if (value?.fieldKind === "scalar" && value.name === "value" && value.number === 1) {
      return "value";
    }
  }
  return typeName === "google.protobuf.Struct" && field.parent.typeName !== "google.protobuf.Value"
    ? "json"
    : "message";
}

/** Whether the default values are on the prototype, so that a property of a message's own says that a field is set. */
export function hasPrototype(message: DescMessage): boolean {
  const [proto2, proto3] = [998, 999];
  return message.file.edition === proto3
    ? false
    : message.file.edition === proto2 ||
        message.fields.some(
          (field) => field.presence !== presence.implicit && field.fieldKind !== "message" && !field.oneof,
        );
}

/** The value of a field that is not set. */
export function zeroOf(field: DescField): unknown {
  if (field.fieldKind === "enum") {
    return field.getDefaultValue() ?? field.enum.values[0]?.number;
  }
  if (field.fieldKind === "scalar") {
    const value = field.getDefaultValue() ?? zeroOfScalar(field.scalar);
    return field.longAsString ? String(value) : value;
  }
  return undefined;
}

export function zeroOfScalar(type: ScalarType): unknown {
  switch (type) {
    case ScalarType.STRING:
      return "";
    case ScalarType.BOOL:
      return false;
    case ScalarType.BYTES:
      return new Uint8Array(0);
    default:
      return isLong(type) ? 0n : 0;
  }
}

/** Names of fields that do not follow from their local names, for messages of errors. */
export function oddNames(message: DescMessage): Map<string, string> {
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return new Map(
    message.fields.flatMap(({ name, localName }) => (snake(localName) === name ? [] : [[localName, name] as const])),
  );
}

/** Whether a message, or one that it holds, has a bytes field. */
export function holdsBytes(message: DescMessage): boolean {
  const messages = new Set([message]); // grows during the iteration
  for (const { fields } of messages) {
    for (const field of fields) {
      if (field.scalar === ScalarType.BYTES) {
        return true;
      }
      if (field.message) {
        messages.add(field.message);
      }
    }
  }
  return false;
}
