/** Builds a synchronous response of envelopes: messages produced on demand, then the end frame. */
import { checkClock } from "../../core/check-clock.ts";
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import type { Metadata } from "../../core/metadata.ts";
import type { RequestContext } from "../../core/request-context.ts";
import type { SyncResponse } from "../../protocol/sync/exchange.ts";
import { compressedFlag, type Envelope, encodeEnvelopes } from "../../wire/envelope.ts";
import type { CompressionSync } from "../../wire/sync/compression.ts";
import { envelopedHeaders, responseTrailers } from "../response-headers.ts";
import { SentHeaders } from "../sent-headers.ts";
import { serverError } from "../server-error.ts";
import { encodeResponseSync } from "./encode-response.ts";
import type { SyncServerCall } from "./server-call.ts";

export interface EnvelopedResponseOptionsSync {
  compression: CompressionSync | undefined;
  headers: Record<string, string | undefined>;
  readRequest: () => unknown;
  endFrame: (trailers: Metadata, error: ConnectError | undefined) => Envelope;
  /** The bytes of a frame as they travel. Default: as they are. */
  encodeFrame?: (frame: Uint8Array) => Uint8Array;
}

/**
 * Responds when the first message is there, so that headers set before it are sent. The deadline is checked around each
 * message, because no timer could end one.
 */
export function envelopedResponseSync(
  call: SyncServerCall,
  ctx: RequestContext,
  options: EnvelopedResponseOptionsSync,
): SyncResponse {
  const frames = new Frames(call, ctx, options);
  const headers = envelopedHeaders(call, ctx, options.headers);
  frames.headersAreSent();
  return { status: 200, headers, body: frames };
}

/** Not a generator: the first frame is made eagerly, and a reader that never starts can still call `return()`. */
class Frames implements IterableIterator<Uint8Array> {
  readonly #call: SyncServerCall;
  readonly #ctx: RequestContext;
  readonly #options: EnvelopedResponseOptionsSync;
  #messages: Iterator<unknown> | undefined;
  #first: Uint8Array | undefined;
  #isOver = false;
  #sent: SentHeaders | undefined;

  constructor(call: SyncServerCall, ctx: RequestContext, options: EnvelopedResponseOptionsSync) {
    this.#call = call;
    this.#ctx = ctx;
    this.#options = options;
    this.#first = this.#make();
  }

  /** Marks the headers as sent: those that the implementation sets from now on are too late. */
  headersAreSent(): void {
    this.#sent = new SentHeaders(this.#ctx);
  }

  next(): IteratorResult<Uint8Array> {
    const first = this.#first;
    this.#first = undefined;
    if (first === undefined && this.#isOver) {
      return { done: true, value: undefined };
    }
    const frame = first ?? this.#make();
    return { done: false, value: this.#options.encodeFrame?.(frame) ?? frame };
  }

  return(): IteratorResult<Uint8Array> {
    this.#first = undefined;
    if (!this.#isOver) {
      this.#isOver = true;
      this.#ctx.deadline.abort(new ConnectError(Code.Canceled, "the client disconnected"));
      this.#leave();
    }
    return { done: true, value: undefined };
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** Returns the next frame, which is the last one if the call fails. */
  #make(): Uint8Array {
    const { readRequest, compression } = this.#options;
    const { deadline } = this.#ctx;
    try {
      checkClock(deadline);
      const request = this.#messages ? undefined : readRequest();
      checkClock(deadline); // may have passed during the read
      this.#messages ??= responses(this.#call, this.#ctx, request);
      const { done, value } = this.#messages.next();
      checkClock(deadline);
      if (done) {
        this.#isOver = true;
        return this.#end(undefined);
      }
      const { payload, encoding } = encodeResponseSync(this.#call, compression, value);
      return encodeEnvelopes({ flags: encoding ? compressedFlag : 0, payload });
    } catch (reason) {
      this.#isOver = true;
      const error = serverError(reason, this.#ctx, this.#call.config);
      this.#leave();
      return this.#end(error);
    }
  }

  #end(error: ConnectError | undefined): Uint8Array {
    const { config } = this.#call;
    this.#sent?.reportLate(this.#ctx, config);
    return encodeEnvelopes(this.#options.endFrame(responseTrailers(this.#ctx, config), error));
  }

  /** Lets a generator run its finally blocks, and ignores what they throw. */
  #leave(): void {
    try {
      this.#messages?.return?.();
    } catch {
      // The call has already ended.
    }
  }
}

/** Returns the responses of an endpoint one by one; some kinds have just one. */
function responses({ endpoint }: SyncServerCall, ctx: RequestContext, request: unknown): Iterator<unknown> {
  switch (endpoint.kind) {
    case "unary":
      return [endpoint.run(request, ctx)].values();
    case "clientStream":
      return [endpoint.run(request as Iterable<unknown>, ctx)].values();
    case "serverStream":
      return endpoint.run(request, ctx)[Symbol.iterator]();
    case "bidiStream":
      return endpoint.run(request as Iterable<unknown>, ctx)[Symbol.iterator]();
  }
}
