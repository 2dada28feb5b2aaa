/** Keeps messages from holding the buffers around them in memory. */
import type { DescMessage, Message } from "@bufbuild/protobuf";
import type { MessageType } from "../core/method.ts";
import type { Codec } from "../wire/codec.ts";
import { descriptorOf } from "./proto-method.ts";

/**
 * Returns a codec for messages that share a buffer. protobuf-es decodes bytes fields as views of the input: a small
 * message is copied out of its chunk, so that a field of ten bytes does not keep 64 KiB alive. A message that fills
 * most of its buffer is not copied.
 */
export function detached(codec: Codec): Codec {
  if (!codec.keepsInput) {
    return codec;
  }
  return {
    name: codec.name,
    encode: (type, message) => codec.encode(type, message), // may be a class method
    decode<T>(type: MessageType<T>, bytes: Uint8Array): T {
      const isSmall = bytes.byteLength * 2 < bytes.buffer.byteLength;
      const message = codec.decode(type, isSmall && holdsBytes(descriptorOf(type)) ? bytes.slice() : bytes);
      // Unknown fields are views too, and no descriptor announces them.
      return isSmall && (message as Message).$unknown ? codec.decode(type, bytes.slice()) : message;
    },
  };
}

const scalarBytes = 12;
const bytesHolders = new WeakMap<DescMessage, boolean>();

/**
 * Returns true if this message, or a nested one, has a bytes field. The copy this requires is not cheap. A compiled type
 * says so itself, because it has no fields.
 */
function holdsBytes(descriptor: DescMessage & { holdsBytes?: boolean }): boolean {
  let found = descriptor.holdsBytes ?? bytesHolders.get(descriptor);
  if (found === undefined) {
    found = false;
    const messages = new Set([descriptor]); // grows during the iteration
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
