/** From what an implementation gave to the bytes of one message. */
import { Code } from "../core/code.ts";
import { type EncodedPayload, encodePayload } from "../protocol/message-coding.ts";
import type { Compression } from "../wire/compression.ts";
import { checkAnswer } from "./check-answer.ts";
import type { ServerCall } from "./server-call.ts";

/** What cannot be encoded is the fault of this side, and no business of the client's: it is thrown as a foreign error. */
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
