/** From a message to the bytes of one payload and back: codec, compression, and errors that name the message. */
import type { Code } from "../core/code.ts";
import { ConnectError, isConnectError } from "../core/connect-error.ts";
import type { MessageType } from "../core/method.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { messageTooLarge } from "../wire/message-limit.ts";

function encodeMessage<T>(codec: Codec, type: MessageType<T>, message: T, code: Code): Uint8Array {
  try {
    return codec.encode(type, message);
  } catch (cause) {
    throw new ConnectError(code, `cannot encode ${type.typeName} as ${codec.name}: ${reasonOf(cause)}`, { cause });
  }
}

/** Decodes; what the codec throws becomes an error with this code. */
export function decodeMessage<T>(codec: Codec, type: MessageType<T>, bytes: Uint8Array, code: Code): T {
  try {
    return codec.decode(type, bytes);
  } catch (cause) {
    throw new ConnectError(code, `cannot decode ${type.typeName} from ${codec.name}: ${reasonOf(cause)}`, { cause });
  }
}

/** A message, encoded and, where it is worth it, compressed. */
export interface EncodedPayload {
  payload: Uint8Array;
  /** The name of the compression that was applied; undefined for none. */
  encoding: string | undefined;
}

export interface PayloadOptions {
  readonly codec: Codec;
  readonly sendCompression: Compression | null | undefined;
  /** Smaller payloads are sent as they are; an empty one always is. */
  readonly compressMinBytes: number;
}

export async function encodePayload<T>(
  { codec, sendCompression, compressMinBytes }: PayloadOptions,
  type: MessageType<T>,
  message: T,
  code: Code,
): Promise<EncodedPayload> {
  const payload = encodeMessage(codec, type, message, code);
  if (!sendCompression || payload.byteLength === 0 || payload.byteLength < compressMinBytes) {
    return { payload, encoding: undefined };
  }
  try {
    return { payload: await sendCompression.compress(payload), encoding: sendCompression.name };
  } catch (cause) {
    throw new ConnectError(code, `cannot compress ${type.typeName} with ${sendCompression.name}: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

/** Decompresses one payload; an empty one was never compressed. */
export function decompress(
  bytes: Uint8Array,
  compression: Compression,
  maxBytes: number,
  code: Code,
): Uint8Array | Promise<Uint8Array> {
  if (bytes.byteLength === 0) {
    return bytes;
  }
  const failed = (cause: unknown): never => {
    throw isConnectError(cause)
      ? cause
      : new ConnectError(code, `cannot decompress a ${compression.name} message: ${reasonOf(cause)}`, { cause });
  };
  const checked = (message: Uint8Array): Uint8Array => {
    if (message.byteLength > maxBytes) {
      throw messageTooLarge(maxBytes);
    }
    return message;
  };
  try {
    const message = compression.decompress(bytes, maxBytes);
    return message instanceof Uint8Array ? checked(message) : message.then(checked).catch(failed);
  } catch (cause) {
    return failed(cause);
  }
}

function reasonOf(cause: unknown): string {
  return ConnectError.from(cause).rawMessage;
}
