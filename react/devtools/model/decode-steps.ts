/**
 * Decodes a binary message step by step, so that the page can do something else in between: protobuf-es decodes a message in
 * one go, which takes a quarter of a second for 20 MB. The steps use that encoded messages merge when they are put together.
 */
import {
  create,
  type DescField,
  type DescMessage,
  type Message,
  mergeFromBinary,
  ScalarType,
} from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

type Fields = Message & Record<string, unknown>;

const stepBytes = 128 * 1024;

/** Each step adds to `message`. Throws if the bytes are not a valid message. */
export function* decodeSteps(
  desc: DescMessage,
  message: Message,
  bytes: Uint8Array,
  most = stepBytes,
): Generator<void> {
  const reader = new BinaryReader(bytes);
  let from = 0;
  const mergeTo = (to: number) => {
    mergeFromBinary(desc, message, bytes.subarray(from, to));
    from = to;
  };
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [no, type] = reader.tag();
    if (type === WireType.LengthDelimited) {
      const length = reader.uint32();
      const end = reader.pos + length;
      if (end > reader.len) {
        break; // truncated, as protobuf-es will say
      }
      const field = length > most ? desc.fields.find(({ number }) => number === no) : undefined;
      const steps = field && fieldSteps(desc, message as Fields, field, bytes.subarray(reader.pos, end), most);
      if (steps) {
        mergeTo(start);
        yield* steps;
        from = end;
      }
      reader.pos = end;
    } else {
      reader.skip(type, no);
    }
    if (reader.pos - from >= most) {
      mergeTo(reader.pos);
      yield;
    }
  }
  mergeTo(bytes.byteLength);
}

/** @returns undefined for a field that can only be decoded in one go */
function fieldSteps(
  desc: DescMessage,
  message: Fields,
  field: DescField,
  bytes: Uint8Array,
  most: number,
): Generator<void> | undefined {
  // The values of well-known types are not always messages.
  if (field.message && !field.message.typeName.startsWith("google.protobuf.")) {
    return field.fieldKind === "map" ? undefined : childSteps(message, field, field.message, bytes, most);
  }
  const isText = field.scalar === ScalarType.STRING || field.scalar === ScalarType.BYTES;
  return field.fieldKind === "list" && !field.message && !isText
    ? packedSteps(desc, message, field, bytes, most)
    : undefined;
}

function* childSteps(
  message: Fields,
  field: DescField,
  type: DescMessage,
  bytes: Uint8Array,
  most: number,
): Generator<void> {
  const child = childOf(message, field, type);
  yield* decodeSteps(type, child, bytes, most);
}

/** The message that a field gets: a new element of a list, else the one that it has, if it has one. */
export function childOf(message: Message, field: DescField, type: DescMessage): Message {
  const fields = message as Fields;
  if (field.fieldKind === "list") {
    const child = create(type);
    (fields[field.localName] as Message[]).push(child);
    return child;
  }
  if (field.oneof) {
    const chosen = fields[field.oneof.localName] as { case?: string; value?: unknown };
    const child = chosen.case === field.localName ? (chosen.value as Message) : create(type);
    fields[field.oneof.localName] = { case: field.localName, value: child };
    return child;
  }
  const child = (fields[field.localName] as Message | undefined) ?? create(type);
  fields[field.localName] = child;
  return child;
}

/** Numbers without tags: some of them at a time. */
function* packedSteps(
  desc: DescMessage,
  message: Fields,
  field: DescField,
  bytes: Uint8Array,
  most: number,
): Generator<void> {
  const isFixed = fixedTypes.has(field.scalar);
  for (let from = 0; from < bytes.byteLength; ) {
    let to = from + Math.max(8, most - (most % 8));
    // A varint goes on until a byte without its highest bit.
    while (!isFixed && ((bytes[to - 1] ?? 0) & 0x80) !== 0) {
      to++;
    }
    const part = new BinaryWriter()
      .tag(field.number, WireType.LengthDelimited)
      .bytes(bytes.subarray(from, to))
      .finish();
    mergeFromBinary(desc, message, part);
    from = to;
    yield;
  }
}

/** Of four or eight bytes. */
const fixedTypes = new Set<ScalarType | undefined>([
  ScalarType.DOUBLE,
  ScalarType.FLOAT,
  ScalarType.FIXED32,
  ScalarType.FIXED64,
  ScalarType.SFIXED32,
  ScalarType.SFIXED64,
]);
