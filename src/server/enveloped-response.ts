/**
 * Builds a response whose body is a series of envelopes: messages as they are produced, then an end frame with the
 * outcome.
 */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Metadata } from "../core/metadata.ts";
import type { RequestContext } from "../core/request-context.ts";
import type { Compression } from "../wire/compression.ts";
import { compressedFlag, type Envelope, encodeEnvelopes } from "../wire/envelope.ts";
import { encodeResponse } from "./encode-response.ts";
import type { HandlerContext } from "./handler-context.ts";
import type { RequestInput } from "./request-message.ts";
import { ResponseHead } from "./response-head.ts";
import { envelopedHeaders, responseTrailers } from "./response-headers.ts";
import { SentHeaders } from "./sent-headers.ts";
import type { ServerCall } from "./server-call.ts";
import { serverError } from "./server-error.ts";

export interface EnvelopedResponseOptions {
  compression: Compression | undefined;
  headers: Record<string, string | undefined>;
  readRequest: () => Promise<RequestInput>;
  endFrame: (trailers: Metadata, error: ConnectError | undefined) => Envelope;
  /** The bytes of a frame as they travel. Default: as they are. */
  encodeFrame?: (frame: Uint8Array) => Uint8Array;
}

/**
 * Responds when the first message is there, so that headers set before it are sent; or earlier, if the implementation
 * asks for it or a stream stays silent. From then on, messages are produced only as fast as the client's connection
 * accepts them.
 */
export async function envelopedResponse(
  call: ServerCall,
  ctx: HandlerContext,
  options: EnvelopedResponseOptions,
): Promise<Response> {
  const { config } = call;
  const { deadline } = ctx;
  const { encodeFrame = (frame) => frame } = options;
  let request: RequestInput | undefined;
  let messages: AsyncIterator<unknown> | undefined;
  let isOver = false;
  const head = new ResponseHead();
  ctx.onSendHeaders = () => head.send();
  let sent: SentHeaders | undefined;

  /** Lets a generator run its finally blocks, without waiting: it may be waiting for something that never happens. */
  const end = (): void => {
    if (!isOver) {
      isOver = true;
      request?.leave();
      call.running.remove(deadline, left(messages));
    }
  };

  const start = (input: unknown): AsyncIterator<unknown> => {
    if (isStream(call)) {
      head.listen();
    }
    return responses(call, ctx, input);
  };

  const endFrame = (error?: ConnectError): Uint8Array => {
    sent?.reportLate(ctx, config);
    return encodeEnvelopes(options.endFrame(responseTrailers(ctx, config), error));
  };

  const nextFrame = async (): Promise<{ frame: Uint8Array; isLast: boolean }> => {
    try {
      deadline.throwIfAborted();
      request ??= await options.readRequest();
      if (deadline.error) {
        request.leave(); // the call has ended during the read
        throw deadline.error;
      }
      messages ??= start(request.input);
      const { done, value } = await deadline.race(Promise.resolve(messages.next()));
      if (done) {
        messages = undefined; // ended by itself
        end();
        return { frame: endFrame(), isLast: true };
      }
      const { payload, encoding } = await encodeResponse(call, options.compression, value);
      return { frame: encodeEnvelopes({ flags: encoding ? compressedFlag : 0, payload }), isLast: false };
    } catch (reason) {
      const error = serverError(reason, ctx, config);
      end();
      return { frame: endFrame(error), isLast: true };
    }
  };

  // The generator may be suspended, with nothing requesting its next message.
  deadline.onAbort(end);

  const first = nextFrame();
  await Promise.race([first, head.isDue]);
  head.send();
  const headers = envelopedHeaders(call, ctx, options.headers);
  sent = new SentHeaders(ctx);
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { frame, isLast } = await (isFirst ? first : nextFrame());
        isFirst = false;
        controller.enqueue(encodeFrame(frame));
        if (isLast) {
          controller.close();
        }
      },
      cancel() {
        // In a task of its own: a service worker of WebKit ends when a signal is aborted while its response is canceled, and
        // answers none of the later requests.
        setTimeout(() => deadline.abort(new ConnectError(Code.Canceled, "the client disconnected")), 0);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}

/** Returns true for calls that may stay silent, or go on, for long. Others end with their only message. */
function isStream({ endpoint }: ServerCall): boolean {
  return endpoint.kind === "serverStream" || endpoint.kind === "bidiStream";
}

/** Returns the responses of an endpoint one by one; some kinds have just one. */
function responses({ endpoint }: ServerCall, ctx: RequestContext, request: unknown): AsyncIterator<unknown> {
  switch (endpoint.kind) {
    case "unary":
      return single(endpoint.run(request, ctx));
    case "clientStream":
      return single(endpoint.run(request as AsyncIterable<unknown>, ctx));
    case "serverStream":
      return endpoint.run(request, ctx)[Symbol.asyncIterator]();
    case "bidiStream":
      return endpoint.run(request as AsyncIterable<unknown>, ctx)[Symbol.asyncIterator]();
  }
}

async function* single<T>(response: Promise<T>): AsyncGenerator<T> {
  yield response;
}

/** Closes an iterator. Handwritten ones may return synchronously, or throw. */
async function left(messages: AsyncIterator<unknown> | undefined): Promise<void> {
  await messages?.return?.();
}
