/** Calls made by connect-es, as the innermost step of Farcall's interceptor chains. */
import type { StreamResponse, UnaryResponse } from "@connectrpc/connect";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { BidiStreamNext, ClientStreamNext, UnaryNext } from "../core/interceptor.ts";
import { type BatchSource, MessageIterator } from "../core/message-stream.ts";
import { Metadata } from "../core/metadata.ts";
import type { RequestContext } from "../core/request-context.ts";
import { countError } from "../protocol/single-message.ts";
import { fromConnectEsError } from "./es-error.ts";
import { type LinkedSignal, linkedSignal } from "./linked-signal.ts";

/** Makes a call with connect-es, which ends with the signal. */
export type EsCall<Q, R> = (request: Q, ctx: RequestContext, signal: AbortSignal) => Promise<R>;

export function esUnaryCall<I, O>(call: EsCall<I, UnaryResponse>): UnaryNext<I, O> {
  return async (request, ctx) => {
    const linked = linkedSignal(ctx.deadline);
    try {
      const response = await ctx.deadline.race(call(request, ctx as RequestContext, linked.signal));
      const { header, trailer, message } = response;
      ctx.setResponse(() => ({ headers: new Metadata(header), trailers: new Metadata(trailer) }));
      return message as O;
    } catch (reason) {
      throw failure(reason, ctx as RequestContext);
    } finally {
      linked.unlink();
    }
  };
}

export function esClientStreamCall<I, O>(call: EsCall<AsyncIterable<I>, StreamResponse>): ClientStreamNext<I, O> {
  return async (requests, ctx) => {
    const messages: O[] = [];
    for await (const message of esStreamCall<I, O>(call)(requests, ctx)) {
      messages.push(message);
    }
    if (messages.length !== 1) {
      throw countError(messages.length, Code.Unimplemented);
    }
    return messages[0] as O;
  };
}

/** Opens a stream with connect-es at the first read. */
export function esStreamCall<I, O>(call: EsCall<AsyncIterable<I>, StreamResponse>): BidiStreamNext<I, O> {
  return (requests, ctx) =>
    new MessageIterator(
      new EsSource<O>((signal) => call(requests, ctx as RequestContext, signal), ctx as RequestContext),
    );
}

/** The messages of a connect-es stream. Opened at the first pull, because connect-es sends the request immediately. */
class EsSource<O> implements BatchSource<O> {
  readonly #open: (signal: AbortSignal) => Promise<StreamResponse>;
  readonly #ctx: RequestContext;
  #linked: LinkedSignal | undefined;
  #messages: AsyncIterator<unknown> | undefined;
  #finish = (): void => {};

  constructor(open: (signal: AbortSignal) => Promise<StreamResponse>, ctx: RequestContext) {
    this.#open = open;
    this.#ctx = ctx;
  }

  async pull(): Promise<O[] | undefined> {
    const { deadline } = this.#ctx;
    try {
      this.#linked ??= linkedSignal(deadline);
      this.#messages ??= this.#begin(await deadline.race(this.#open(this.#linked.signal)));
      const { done, value } = await deadline.race(this.#messages.next());
      if (!done) {
        return [value as O];
      }
      this.#linked.unlink();
      this.#finish();
      return undefined;
    } catch (reason) {
      this.#finish();
      const error = failure(reason, this.#ctx);
      this.#leave(error);
      throw error;
    }
  }

  async cancel(): Promise<void> {
    this.#leave(new ConnectError(Code.Canceled, "the stream was closed before its end"));
  }

  #begin({ header, trailer, message }: StreamResponse): AsyncIterator<unknown> {
    const trailers = new Metadata();
    this.#finish = () => {
      this.#finish = () => {};
      trailers.appendAll(trailer); // complete only at the end
    };
    this.#ctx.setResponse(() => ({ headers: new Metadata(header), trailers }));
    return message[Symbol.asyncIterator]();
  }

  #leave(error: ConnectError): void {
    this.#linked?.unlink();
    this.#linked?.abort(error);
    this.#messages?.return?.()?.catch(() => {}); // not awaited: it may never settle
  }
}

/** Returns the error of a failed call. Its metadata is all that connect-es keeps of the response. */
function failure(reason: unknown, ctx: RequestContext): ConnectError {
  const error = ctx.deadline.error ?? fromConnectEsError(reason);
  if ([...ctx.responseHeaders].length === 0 && [...error.metadata].length > 0) {
    ctx.setResponse(() => ({ headers: new Metadata(error.metadata), trailers: new Metadata() }));
  }
  return error;
}
