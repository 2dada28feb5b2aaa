/** Builds the body of a request with any number of messages: in one piece, or as a stream. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";
import type { MessageType } from "../core/method.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { compressedFlag, encodeEnvelopes } from "../wire/envelope.ts";
import { encodePayload } from "./message-coding.ts";
import type { Messages, ProtocolConfig } from "./protocol.ts";
import { canStreamRequests } from "./request-streaming.ts";

export interface EnvelopedBody {
  readonly body: BodyInit;
  /** Required by fetch for a streamed body. */
  readonly duplex?: "half";
  /** The compression to announce; undefined if no message uses one. */
  readonly encoding: string | undefined;
}

/** Encodes the messages of a request. Errors thrown by their iterable fail the call. */
export async function envelopedBody<I>(
  config: ProtocolConfig,
  type: MessageType<I>,
  messages: Messages<I>,
  deadline: Deadline,
): Promise<EnvelopedBody> {
  let encoding: string | undefined;
  const encode = async (message: I): Promise<Uint8Array<ArrayBuffer>> => {
    const encoded = await encodePayload(config, type, message, Code.InvalidArgument);
    encoding ??= encoded.encoding;
    const flags = encoded.encoding ? compressedFlag : 0;
    return encodeEnvelopes({ flags, payload: encoded.payload }) as Uint8Array<ArrayBuffer>;
  };
  if (Array.isArray(messages) && messages.length === 1) {
    return { body: await encode(messages[0]), encoding };
  }
  const iterator = iterate(messages);
  if (config.requestStreaming === "auto" && canStreamRequests()) {
    // It is not yet known which messages are worth compressing.
    return { body: streamOf(iterator, encode, deadline), duplex: "half", encoding: config.sendCompression?.name };
  }
  const envelopes: Uint8Array[] = [];
  try {
    for (;;) {
      const { done, value } = await deadline.race(iterator.next());
      if (done) {
        return { body: concatBytes(envelopes), encoding };
      }
      envelopes.push(await encode(value));
    }
  } catch (error) {
    leave(iterator);
    throw deadline.error ?? error;
  }
}

function streamOf<I>(
  iterator: AsyncIterator<I>,
  encode: (message: I) => Promise<Uint8Array>,
  deadline: Deadline,
): ReadableStream<Uint8Array> {
  void deadline.signal; // created now, so that the call shares no signal with others: an error in its requests must end this call alone
  const unsubscribe = deadline.onAbort(() => leave(iterator));
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await deadline.race(iterator.next());
          if (done) {
            unsubscribe();
            controller.close();
          } else {
            controller.enqueue(await encode(value));
          }
        } catch (error) {
          deadline.abort(ConnectError.from(error)); // engines report a broken body in different ways
          throw error;
        }
      },
      cancel() {
        leave(iterator);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Iterates over sync and async iterables. */
async function* iterate<I>(messages: Messages<I>): AsyncGenerator<I> {
  yield* messages;
}

/** Lets the iterable clean up, without waiting: it may be waiting for something that never happens. */
function leave(iterator: AsyncIterator<unknown>): void {
  iterator.return?.().catch(() => {});
}
