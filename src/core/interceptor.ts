/**
 * Interceptors: code of an application that runs around every call, on a client and on a server alike.
 *
 * An interceptor is an object with one or more of the methods below. Of a list, the first is the outermost: it sees
 * the request first and the response last.
 */
import type { ConnectError } from "./connect-error.ts";
import type { RequestContext } from "./request-context.ts";

/** Continues a unary call: the next interceptor, or the call itself. May be called again (a retry), or not at all. */
export type UnaryNext<I, O> = (request: I, ctx: RequestContext<I, O>) => Promise<O>;

/** Continues a server-streaming call. Nothing is sent before the first message is asked for. */
export type ServerStreamNext<I, O> = (request: I, ctx: RequestContext<I, O>) => AsyncIterable<O>;

/** Continues a client-streaming call. */
export type ClientStreamNext<I, O> = (requests: AsyncIterable<I>, ctx: RequestContext<I, O>) => Promise<O>;

/** Continues a bidirectional-streaming call. Nothing is sent before the first response is asked for. */
export type BidiStreamNext<I, O> = (requests: AsyncIterable<I>, ctx: RequestContext<I, O>) => AsyncIterable<O>;

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

/** Intercepts client-streaming calls. */
export interface ClientStreamInterceptor {
  /**
   * @param next continues the call; usually called with the requests it was given, which may also be replaced
   * @returns the response of `next`, or another one
   */
  interceptClientStream<I, O>(
    next: ClientStreamNext<I, O>,
    requests: AsyncIterable<I>,
    ctx: RequestContext<I, O>,
  ): Promise<O>;
}

/** Intercepts bidirectional-streaming calls. */
export interface BidiStreamInterceptor {
  /**
   * @param next continues the call; usually called with the requests it was given, which may also be replaced
   * @returns the messages of `next`, or others: an async generator method does well
   */
  interceptBidiStream<I, O>(
    next: BidiStreamNext<I, O>,
    requests: AsyncIterable<I>,
    ctx: RequestContext<I, O>,
  ): AsyncIterable<O>;
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

export type Interceptor =
  | UnaryInterceptor
  | ClientStreamInterceptor
  | ServerStreamInterceptor
  | BidiStreamInterceptor
  // biome-ignore lint/suspicious/noExplicitAny: the token is the business of each interceptor alone
  | MetadataInterceptor<any>;
