/** The protobuf binary format, through protobuf-es. */
import {
  type BinaryReadOptions,
  type BinaryWriteOptions,
  type DescMessage,
  fromBinary,
  type Message,
  toBinary,
} from "@bufbuild/protobuf";
import type { Codec } from "../wire/codec.ts";
import { descriptorOf } from "./proto-method.ts";

export type ProtoBinaryOptions = Partial<BinaryReadOptions & BinaryWriteOptions>;

/**
 * The codec for protobuf in its binary format, the default.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function protoBinary(options: ProtoBinaryOptions = {}): Codec {
  return {
    name: "proto",
    encode: (type, message) => toBinary(descriptorOf(type), message as Message, options),
    decode<T>(type: Parameters<typeof descriptorOf>[0], bytes: Uint8Array): T {
      const descriptor = descriptorOf(type);
      return fromBinary(descriptor, detached(descriptor, bytes), options) as T;
    },
  };
}

/**
 * protobuf-es gives a bytes field as a view of its input. A small message is copied out of the chunk it came in, so
 * that a field of ten bytes does not keep 64 KiB alive; a message that fills most of its buffer stays where it is, and
 * so does one that cannot hold a bytes field.
 */
function detached(descriptor: DescMessage, bytes: Uint8Array): Uint8Array {
  const dominates = bytes.byteLength * 2 >= bytes.buffer.byteLength;
  return dominates || !holdsBytes(descriptor) ? bytes : bytes.slice();
}

const bytesHolders = new WeakMap<DescMessage, boolean>();
const scalarBytes = 12;

/** True if this message, or one inside it, has a field of type bytes. */
function holdsBytes(descriptor: DescMessage): boolean {
  const known = bytesHolders.get(descriptor);
  if (known !== undefined) {
    return known;
  }
  const seen = new Set([descriptor]);
  let found = false;
  for (const message of seen) {
    for (const field of message.fields) {
      const scalar = field.fieldKind === "map" ? field.mapKind === "scalar" && field.scalar : field.scalar;
      found ||= scalar === scalarBytes;
      if (field.message) {
        seen.add(field.message); // a Set can grow while it is walked
      }
    }
  }
  bytesHolders.set(descriptor, found);
  return found;
}
