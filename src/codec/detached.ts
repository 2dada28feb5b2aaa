/** Messages that do not keep alive the bytes around them. */
import type { DescMessage, Message } from "@bufbuild/protobuf";
import type { MessageType } from "../core/method.ts";
import type { Codec } from "../wire/codec.ts";
import { descriptorOf } from "./proto-method.ts";

/**
 * The codec for messages that lie among others. protobuf-es gives a bytes field as a view of its input: a small message
 * is copied out of the chunk it came in, so that a field of ten bytes does not keep 64 KiB alive. One that fills most of
 * its buffer stays where it is.
 */
export function detached(codec: Codec): Codec {
  if (!codec.keepsInput) {
    return codec;
  }
  return {
    name: codec.name,
    encode: (type, message) => codec.encode(type, message), // which may be a method of a class
    decode<T>(type: MessageType<T>, bytes: Uint8Array): T {
      const isSmall = bytes.byteLength * 2 < bytes.buffer.byteLength;
      const message = codec.decode(type, isSmall && holdsBytes(descriptorOf(type)) ? bytes.slice() : bytes);
      // Unknown fields are views as well, and no descriptor foretells them.
      return isSmall && (message as Message).$unknown ? codec.decode(type, bytes.slice()) : message;
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
