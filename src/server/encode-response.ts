/** Encodes the message that an implementation returned. */
import { Code } from "../core/code.ts";
import { type EncodedPayload, encodePayload } from "../protocol/message-coding.ts";
import type { Compression } from "../wire/compression.ts";
import { checkAnswer } from "./check-answer.ts";
import type { ServerCall } from "./server-call.ts";

/**
 * Encodes a message. Failures are the server's fault and must not reach the client, so a non-ConnectError is thrown.
 */
export async function encodeResponse(
  { endpoint, codec, config }: ServerCall,
  sendCompression: Compression | undefined,
  message: unknown,
): Promise<EncodedPayload> {
  checkAnswer(endpoint.method, message);
  try {
    const { compressMinBytes } = config;
    return await encodePayload(
      { codec, sendCompression, compressMinBytes },
      endpoint.method.output,
      message,
      Code.Internal,
    );
  } catch (cause) {
    throw unsendable(cause);
  }
}

export function unsendable(cause: unknown): TypeError {
  return new TypeError((cause as Error).message, { cause });
}
