/** The body of a request that may have any number of messages: all of them in one piece, or each as it is made. */
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
  /** What fetch has to be told of a body that is still being made. */
  readonly duplex?: "half";
  /** The compression to announce; undefined if no message uses one. */
  readonly encoding: string | undefined;
}

/** Encodes the messages of a request; whatever their iterable throws fails the call. */
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
    // Which messages will be worth compressing is not known yet.
    return { body: streamOf(iterator, encode, deadline), duplex: "half", encoding: config.sendCompression?.name };
  }
  const envelopes: Uint8Array[] = [];
  try {
    for (;;) {
      const { done, value } = await deadline.race(iterator.next());
      if (done) {
        return { body: concatBytes(envelopes) as Uint8Array<ArrayBuffer>, encoding };
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
  void deadline.signal; // made now, because what the requests throw ends this call alone: it shares no signal with others
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
          deadline.abort(ConnectError.from(error)); // what becomes of a body that breaks, each engine words otherwise
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

/** Sync and async iterables alike. */
async function* iterate<I>(messages: Messages<I>): AsyncGenerator<I> {
  yield* messages;
}

/** Lets the iterable clean up. It may be waiting for something that never comes: nobody waits for it. */
function leave(iterator: AsyncIterator<unknown>): void {
  iterator.return?.().catch(() => {});
}
