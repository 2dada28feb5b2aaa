/** Encodes a message to the bytes of one payload and back: codec, compression, and errors that name the message. */
import { checkClock } from "../core/check-clock.ts";
import type { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";
import type { MessageType } from "../core/method.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { messageTooLarge } from "../wire/message-limit.ts";

/** A message, encoded and, if worthwhile, compressed. */
export interface EncodedPayload {
  payload: Uint8Array;
  /** The compression that was applied; undefined for none. */
  encoding: string | undefined;
}

export interface PayloadOptions {
  readonly codec: Codec;
  readonly sendCompression?: Compression | null | undefined;
  /** Smaller payloads are sent uncompressed. In bytes, default 1024. */
  readonly compressMinBytes?: number | undefined;
}

/** Encodes a message. Errors of the codec or the compression get this code. */
export async function encodePayload<T>(
  { codec, sendCompression, compressMinBytes = 1024 }: PayloadOptions,
  type: MessageType<T>,
  message: T,
  code: Code,
): Promise<EncodedPayload> {
  try {
    const payload = codec.encode(type, message);
    return sendCompression && payload.byteLength >= compressMinBytes
      ? { payload: await sendCompression.compress(payload), encoding: sendCompression.name }
      : { payload, encoding: undefined };
  } catch (cause) {
    throw ConnectError.from(cause, code, `cannot encode ${type.typeName} as ${codec.name}`);
  }
}

/** Decodes a message. Errors of the codec get this code. */
export function decodeMessage<T>(codec: Codec, type: MessageType<T>, bytes: Uint8Array, code: Code): T {
  try {
    return codec.decode(type, bytes);
  } catch (cause) {
    throw ConnectError.from(cause, code, `cannot decode ${type.typeName} as ${codec.name}`);
  }
}

/** The limits of a decompression, and the code of its errors. */
export interface DecompressOptions {
  maxBytes: number;
  code: Code;
  /** The deadline of the call, which may have to stop during the decompression. */
  deadline: Deadline;
}

/** Decompresses one payload; an empty one was never compressed. */
export function decompress(
  bytes: Uint8Array,
  compression: Compression,
  { maxBytes, code, deadline }: DecompressOptions,
): Uint8Array | Promise<Uint8Array> {
  const fail = (cause: unknown): never => {
    throw ConnectError.from(cause, code, `cannot decompress a ${compression.name} message`);
  };
  const withinLimit = (message: Uint8Array): Uint8Array =>
    message.byteLength > maxBytes ? fail(messageTooLarge(maxBytes)) : message;
  try {
    const message =
      bytes.byteLength === 0 ? bytes : compression.decompress(bytes, maxBytes, () => checkClock(deadline));
    return "then" in message ? message.then(withinLimit).catch(fail) : withinLimit(message);
  } catch (cause) {
    return fail(cause);
  }
}
