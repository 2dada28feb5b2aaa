/** Encodes a message to the bytes of one payload and back, synchronously: the twin of message-coding.ts. */
import type { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { MessageType } from "../../core/method.ts";
import type { CompressionSync } from "../../wire/sync/compression.ts";
import { type DecompressOptions, decompress, type EncodedPayload, type PayloadOptions } from "../message-coding.ts";

export interface PayloadOptionsSync extends PayloadOptions {
  readonly sendCompression: CompressionSync | null | undefined;
}

/** Encodes a message. Errors of the codec or the compression get this code. */
export function encodePayloadSync<T>(
  { codec, sendCompression, compressMinBytes = 1024 }: PayloadOptionsSync,
  type: MessageType<T>,
  message: T,
  code: Code,
): EncodedPayload {
  try {
    const payload = codec.encode(type, message);
    return sendCompression && payload.byteLength >= compressMinBytes
      ? { payload: sendCompression.compress(payload), encoding: sendCompression.name }
      : { payload, encoding: undefined };
  } catch (cause) {
    throw ConnectError.from(cause, code, `cannot encode ${type.typeName} as ${codec.name}`);
  }
}

/** Decompresses one payload; an empty one was never compressed. */
export function decompressSync(
  bytes: Uint8Array,
  compression: CompressionSync,
  options: DecompressOptions,
): Uint8Array {
  return decompress(bytes, compression, options) as Uint8Array; // synchronously, like the compression
}
