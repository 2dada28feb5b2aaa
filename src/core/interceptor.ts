/**
 * Interceptors: code of an application that runs around every call, on a client and on a server alike.
 *
 * An interceptor is an object with one or more of the methods below. Of a list, the first is the outermost: it sees
 * the request first and the response last.
 */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { type BatchSource, batchSourceOf, MessageIterator } from "./message-stream.ts";
import type { RequestContext } from "./request-context.ts";

/** Continues a unary call: the next interceptor, or the call itself. May be called again (a retry), or not at all. */
export type UnaryNext<I, O> = (request: I, ctx: RequestContext<I, O>) => Promise<O>;

/** Continues a server-streaming call. Nothing is sent before the first message is asked for. */
export type ServerStreamNext<I, O> = (request: I, ctx: RequestContext<I, O>) => AsyncIterable<O>;

/** Intercepts unary calls. */
export interface UnaryInterceptor {
  /**
   * @param next continues the call; usually called with the request it was given, which may also be replaced
   * @returns the response of `next`, or another one
   */
  interceptUnary<I, O>(next: UnaryNext<I, O>, request: I, ctx: RequestContext<I, O>): Promise<O>;
}

/** Intercepts server-streaming calls. */
export interface ServerStreamInterceptor {
  /**
   * @param next continues the call; usually called with the request it was given, which may also be replaced
   * @returns the messages of `next`, or others: an async generator method does well
   */
  interceptServerStream<I, O>(next: ServerStreamNext<I, O>, request: I, ctx: RequestContext<I, O>): AsyncIterable<O>;
}

/** Watches calls of every kind without touching their messages, and costs nothing per message. */
export interface MetadataInterceptor<T = unknown> {
  /**
   * The call begins; a stream at its first read. Throwing here fails the call.
   *
   * @returns anything that `onEnd` wants to have back
   */
  onStart(ctx: RequestContext): T | Promise<T>;
  /**
   * The call has ended, whichever way: `error` is undefined after success, deadline_exceeded after a timeout, and
   * canceled when the caller gave up, which includes leaving a stream before its end.
   */
  onEnd?(token: Awaited<T>, ctx: RequestContext, error: ConnectError | undefined): void | Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: the token is the business of each interceptor alone
export type Interceptor = UnaryInterceptor | ServerStreamInterceptor | MetadataInterceptor<any>;

type AnyInterceptor = Partial<UnaryInterceptor & ServerStreamInterceptor & MetadataInterceptor>;

/** Builds the chain of a unary method. Done once per method, not per call. */
export function composeUnary<I, O>(interceptors: readonly Interceptor[], call: UnaryNext<I, O>): UnaryNext<I, O> {
  return interceptors.reduceRight<UnaryNext<I, O>>((next, interceptor: AnyInterceptor) => {
    const inner: UnaryNext<I, O> = interceptor.interceptUnary
      ? async (request, ctx) => interceptor.interceptUnary?.(next, request, ctx) as Promise<O>
      : next;
    return interceptor.onStart ? observeUnary(interceptor as MetadataInterceptor, inner) : inner;
  }, call);
}

/** Builds the chain of a server-streaming method. Done once per method, not per call. */
export function composeServerStream<I, O>(
  interceptors: readonly Interceptor[],
  call: ServerStreamNext<I, O>,
): ServerStreamNext<I, O> {
  return interceptors.reduceRight<ServerStreamNext<I, O>>((next, interceptor: AnyInterceptor) => {
    const inner: ServerStreamNext<I, O> = interceptor.interceptServerStream
      ? (request, ctx) => interceptor.interceptServerStream?.(next, request, ctx) as AsyncIterable<O>
      : next;
    return interceptor.onStart ? observeServerStream(interceptor as MetadataInterceptor, inner) : inner;
  }, call);
}

function observeUnary<I, O>(interceptor: MetadataInterceptor, next: UnaryNext<I, O>): UnaryNext<I, O> {
  return async (request, ctx) => {
    const token = await interceptor.onStart(ctx);
    let response: O;
    try {
      response = await next(request, ctx);
    } catch (reason) {
      const error = ConnectError.from(reason);
      try {
        await interceptor.onEnd?.(token, ctx, error);
      } catch {
        // The caller learns why the call failed, not why its observer did.
      }
      throw error;
    }
    await interceptor.onEnd?.(token, ctx, undefined);
    return response;
  };
}

function observeServerStream<I, O>(
  interceptor: MetadataInterceptor,
  next: ServerStreamNext<I, O>,
): ServerStreamNext<I, O> {
  return (request, ctx) => new MessageIterator(new ObservedSource(interceptor, ctx, () => next(request, ctx)));
}

/** Tells a MetadataInterceptor of the begin and, once, of the end of a stream; batches pass through untouched. */
class ObservedSource<T> implements BatchSource<T> {
  readonly #interceptor: MetadataInterceptor;
  readonly #ctx: RequestContext;
  readonly #open: () => AsyncIterable<T>;
  #source: BatchSource<T> | undefined;
  #token: unknown;
  #isStarted = false;
  #isLeft = false;
  #isEnded = false;

  constructor(interceptor: MetadataInterceptor, ctx: RequestContext, open: () => AsyncIterable<T>) {
    this.#interceptor = interceptor;
    this.#ctx = ctx;
    this.#open = open;
  }

  async pull(): Promise<T[] | undefined> {
    if (!this.#isStarted) {
      this.#token = await this.#interceptor.onStart(this.#ctx);
      this.#isStarted = true;
      if (this.#isLeft) {
        await this.#end(leftEarly(this.#ctx)); // while onStart was at work: nothing is sent any more
        return undefined;
      }
    }
    let batch: T[] | undefined;
    try {
      this.#source ??= batchSourceOf(this.#open());
      batch = await this.#source.pull();
    } catch (reason) {
      const error = ConnectError.from(reason);
      await this.#end(error).catch(() => {}); // the caller learns why the call failed, not why its observer did
      throw error;
    }
    if (batch === undefined) {
      await this.#end(undefined);
    }
    return batch;
  }

  async cancel(): Promise<void> {
    this.#isLeft = true;
    try {
      await this.#source?.cancel();
    } finally {
      await this.#end(leftEarly(this.#ctx));
    }
  }

  async #end(error: ConnectError | undefined): Promise<void> {
    if (this.#isStarted && !this.#isEnded) {
      this.#isEnded = true;
      await this.#interceptor.onEnd?.(this.#token, this.#ctx, error);
    }
  }
}

function leftEarly({ deadline }: RequestContext): ConnectError {
  return deadline.error ?? new ConnectError(Code.Canceled, "the stream was left before its end");
}
