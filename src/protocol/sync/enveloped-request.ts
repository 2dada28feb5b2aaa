/** Builds the body of a request with any number of messages, in one piece: the twin of enveloped-request.ts. */
import { checkClock } from "../../core/check-clock.ts";
import { Code } from "../../core/code.ts";
import type { MessageType } from "../../core/method.ts";
import type { RequestContext } from "../../core/request-context.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { compressedFlag, encodeEnvelopes } from "../../wire/envelope.ts";
import { encodePayloadSync } from "./message-coding.ts";
import type { ProtocolConfigSync } from "./protocol.ts";

export interface EnvelopedBodySync {
  readonly body: Uint8Array;
  /** The compression to announce; undefined if no message uses one. */
  readonly encoding: string | undefined;
}

/** Encodes the messages of a request. Errors thrown by their iterable fail the call. */
export function envelopedBodySync<I>(
  config: ProtocolConfigSync,
  type: MessageType<I>,
  messages: Iterable<I>,
  ctx: RequestContext,
): EnvelopedBodySync {
  const envelopes: Uint8Array[] = [];
  let encoding: string | undefined;
  for (const message of messages) {
    checkClock(ctx.deadline);
    const encoded = encodePayloadSync(config, type, message, Code.InvalidArgument);
    encoding ??= encoded.encoding;
    envelopes.push(encodeEnvelopes({ flags: encoded.encoding ? compressedFlag : 0, payload: encoded.payload }));
  }
  return { body: concatBytes(envelopes), encoding };
}
