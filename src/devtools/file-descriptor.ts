/**
 * Encodes a file descriptor. Doing so with protobuf-es would bundle the descriptors of descriptors, ten times the size
 * of a recorder, and an injected recorder must work with the page's copy of protobuf-es.
 *
 * @see https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/descriptor.proto
 */

/** Field numbers and, for message fields, the type. Fields that are not listed are only for compilers. */
type Fields = Readonly<Record<string, number | readonly [number: number, type: TypeName]>>;
type TypeName = keyof typeof types;

const types = {
  file: {
    name: 1,
    package: 2,
    dependency: 3,
    messageType: [4, "message"],
    enumType: [5, "enum"],
    service: [6, "service"],
    extension: [7, "field"],
    options: [8, "fileOptions"],
    publicDependency: 10,
    weakDependency: 11,
    syntax: 12,
    edition: 14,
  },
  message: {
    name: 1,
    field: [2, "field"],
    nestedType: [3, "message"],
    enumType: [4, "enum"],
    extensionRange: [5, "range"],
    extension: [6, "field"],
    options: [7, "messageOptions"],
    oneofDecl: [8, "oneof"],
    reservedRange: [9, "range"],
    reservedName: 10,
  },
  range: { start: 1, end: 2 },
  field: {
    name: 1,
    extendee: 2,
    number: 3,
    label: 4,
    type: 5,
    typeName: 6,
    defaultValue: 7,
    options: [8, "fieldOptions"],
    oneofIndex: 9,
    jsonName: 10,
    proto3Optional: 17,
  },
  oneof: { name: 1, options: [2, "oneofOptions"] },
  enum: { name: 1, value: [2, "enumValue"], options: [3, "enumOptions"], reservedRange: [4, "range"], reservedName: 5 },
  enumValue: { name: 1, number: 2, options: [3, "enumValueOptions"] },
  service: { name: 1, method: [2, "method"], options: [3, "serviceOptions"] },
  method: {
    name: 1,
    inputType: 2,
    outputType: 3,
    options: [4, "methodOptions"],
    clientStreaming: 5,
    serverStreaming: 6,
  },
  fileOptions: { features: [50, "features"] },
  messageOptions: { messageSetWireFormat: 1, deprecated: 3, mapEntry: 7, features: [12, "features"] },
  fieldOptions: { packed: 2, deprecated: 3, jstype: 6, debugRedact: 16, features: [21, "features"] },
  oneofOptions: { features: [1, "features"] },
  enumOptions: { allowAlias: 2, deprecated: 3, features: [7, "features"] },
  enumValueOptions: { deprecated: 1, features: [2, "features"], debugRedact: 3 },
  serviceOptions: { deprecated: 33, features: [34, "features"] },
  methodOptions: { deprecated: 33, idempotencyLevel: 34, features: [35, "features"] },
  features: {
    fieldPresence: 1,
    enumType: 2,
    repeatedFieldEncoding: 3,
    utf8Validation: 4,
    messageEncoding: 5,
    jsonFormat: 6,
  },
} satisfies Record<string, Readonly<Record<string, number | readonly [number, string]>>>;

/** A field unknown to the code generator: a custom option. */
interface UnknownField {
  no: number;
  wireType: number;
  /** As on the wire, after the tag. */
  data: Uint8Array;
}

/** @param file the `proto` of a protobuf-es DescFile */
export function encodeFileDescriptor(file: object): Uint8Array {
  const bytes: number[] = [];
  write(bytes, "file", file);
  return Uint8Array.from(bytes);
}

function write(bytes: number[], type: TypeName, message: object): void {
  for (const [name, value] of Object.entries(message)) {
    const [number, inner] = [(types[type] as Fields)[name]].flat() as [number?, TypeName?];
    for (const item of number === undefined ? [] : [value ?? []].flat()) {
      if (typeof item === "number" || typeof item === "boolean") {
        writeVarint(bytes, (number as number) << 3);
        writeVarint(bytes, Number(item));
      } else {
        const content: number[] = [];
        if (inner) {
          write(content, inner, item);
        } else {
          append(content, new TextEncoder().encode(item));
        }
        writeVarint(bytes, ((number as number) << 3) | 2);
        writeVarint(bytes, content.length);
        append(bytes, content);
      }
    }
  }
  for (const { no, wireType, data } of (message as { $unknown?: UnknownField[] }).$unknown ?? []) {
    writeVarint(bytes, (no << 3) | wireType);
    append(bytes, data);
  }
}

/** A negative number takes ten bytes. */
function writeVarint(bytes: number[], value: number): void {
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
  bytes.push(Number(rest));
}

/** One by one, because the number of arguments of a call is limited. */
function append(bytes: number[], more: Iterable<number>): void {
  for (const byte of more) {
    bytes.push(byte);
  }
}
