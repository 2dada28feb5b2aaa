/** From what an implementation gave to the bytes of one message: the twin of ../encode-response.ts. */
import { Code } from "../../core/code.ts";
import type { EncodedPayload } from "../../protocol/message-coding.ts";
import { encodePayloadSync } from "../../protocol/sync/message-coding.ts";
import type { CompressionSync } from "../../wire/sync/compression.ts";
import { checkAnswer } from "../check-answer.ts";
import { unsendable } from "../encode-response.ts";
import type { SyncServerCall } from "./server-call.ts";

/** What cannot be encoded is the fault of this side, and no business of the client's: it is thrown as a foreign error. */
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
