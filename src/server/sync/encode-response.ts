/** Encodes the message that an implementation returned: the twin of ../encode-response.ts. */
import { Code } from "../../core/code.ts";
import type { EncodedPayload } from "../../protocol/message-coding.ts";
import { encodePayloadSync } from "../../protocol/sync/message-coding.ts";
import type { CompressionSync } from "../../wire/sync/compression.ts";
import { checkAnswer } from "../check-answer.ts";
import { unsendable } from "../encode-response.ts";
import type { SyncServerCall } from "./server-call.ts";

/**
 * Encodes a message. Failures are the server's fault and must not reach the client, so a non-ConnectError is thrown.
 */
export function encodeResponseSync(
  { endpoint, codec, config }: SyncServerCall,
  sendCompression: CompressionSync | undefined,
  message: unknown,
): EncodedPayload {
  checkAnswer(endpoint.method, message);
  try {
    const { compressMinBytes } = config;
    return encodePayloadSync(
      { codec, sendCompression, compressMinBytes },
      endpoint.method.output,
      message,
      Code.Internal,
    );
  } catch (cause) {
    throw unsendable(cause);
  }
}
