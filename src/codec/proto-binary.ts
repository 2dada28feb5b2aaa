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
      const read = (input: Uint8Array) => fromBinary(descriptor, input, options);
      // protobuf-es gives a bytes field as a view of its input. A small message is copied out of the chunk it came in,
      // so that a field of ten bytes does not keep 64 KiB alive; one that fills most of its buffer stays where it is.
      const isSmall = bytes.byteLength * 2 < bytes.buffer.byteLength;
      const message = read(isSmall && holdsBytes(descriptor) ? bytes.slice() : bytes);
      // Unknown fields are views as well, and no descriptor foretells them.
      return (isSmall && message.$unknown ? read(bytes.slice()) : message) as T;
    },
  };
}

const scalarBytes = 12;
const bytesHolders = new WeakMap<DescMessage, boolean>();

/** True if this message, or one inside it, has a field of type bytes. The copy that it asks for is not cheap. */
function holdsBytes(descriptor: DescMessage): boolean {
  let found = bytesHolders.get(descriptor);
  if (found === undefined) {
    found = false;
    const messages = new Set([descriptor]); // it grows while it is walked
    for (const { fields } of messages) {
      for (const { scalar, message } of fields) {
        found ||= scalar === scalarBytes;
        if (message) {
          messages.add(message);
        }
      }
    }
    bytesHolders.set(descriptor, found);
  }
  return found;
}
