/**
 * Interceptors of synchronous calls: the twins of those in interceptor.ts, on a client and on a server alike.
 *
 * An interceptor is an object with one or more of the methods below. Of a list, the first is the outermost: it sees
 * the request first and the response last.
 */
import type { ConnectError } from "../connect-error.ts";
import type { RequestContext } from "../request-context.ts";

/** Continues a unary call: the next interceptor, or the call itself. May be called again (a retry), or not at all. */
export type UnaryNextSync<I, O> = (request: I, ctx: RequestContext<I, O>) => O;

/** Continues a server-streaming call. Nothing is sent before the first message is asked for. */
export type ServerStreamNextSync<I, O> = (request: I, ctx: RequestContext<I, O>) => Iterable<O>;

/** Continues a client-streaming call. */
export type ClientStreamNextSync<I, O> = (requests: Iterable<I>, ctx: RequestContext<I, O>) => O;

/** Continues a bidirectional-streaming call. Nothing is sent before the first response is asked for. */
export type BidiStreamNextSync<I, O> = (requests: Iterable<I>, ctx: RequestContext<I, O>) => Iterable<O>;

/** Intercepts synchronous unary calls. */
export interface UnaryInterceptorSync {
  /**
   * @param next continues the call; usually called with the request it was given, which may also be replaced
   * @returns the response of `next`, or another one
   */
  interceptUnarySync<I, O>(next: UnaryNextSync<I, O>, request: I, ctx: RequestContext<I, O>): O;
}

/** Intercepts synchronous server-streaming calls. */
export interface ServerStreamInterceptorSync {
  /**
   * @param next continues the call; usually called with the request it was given, which may also be replaced
   * @returns the messages of `next`, or others: a generator method does well
   */
  interceptServerStreamSync<I, O>(next: ServerStreamNextSync<I, O>, request: I, ctx: RequestContext<I, O>): Iterable<O>;
}

/** Intercepts synchronous client-streaming calls. */
export interface ClientStreamInterceptorSync {
  /**
   * @param next continues the call; usually called with the requests it was given, which may also be replaced
   * @returns the response of `next`, or another one
   */
  interceptClientStreamSync<I, O>(
    next: ClientStreamNextSync<I, O>,
    requests: Iterable<I>,
    ctx: RequestContext<I, O>,
  ): O;
}

/** Intercepts synchronous bidirectional-streaming calls. */
export interface BidiStreamInterceptorSync {
  /**
   * @param next continues the call; usually called with the requests it was given, which may also be replaced
   * @returns the messages of `next`, or others: a generator method does well
   */
  interceptBidiStreamSync<I, O>(
    next: BidiStreamNextSync<I, O>,
    requests: Iterable<I>,
    ctx: RequestContext<I, O>,
  ): Iterable<O>;
}

/** Watches synchronous calls of every kind without touching their messages. */
export interface MetadataInterceptorSync<T = unknown> {
  /**
   * The call begins; a stream at its first read. Throwing here fails the call.
   *
   * @returns anything that `onEndSync` wants to have back
   */
  onStartSync(ctx: RequestContext): T;
  /**
   * The call has ended, whichever way: `error` is undefined after success, deadline_exceeded after a timeout, and
   * canceled when a stream was left before its end.
   */
  onEndSync?(token: T, ctx: RequestContext, error: ConnectError | undefined): void;
}

export type InterceptorSync =
  | UnaryInterceptorSync
  | ClientStreamInterceptorSync
  | ServerStreamInterceptorSync
  | BidiStreamInterceptorSync
  // biome-ignore lint/suspicious/noExplicitAny: the token is the business of each interceptor alone
  | MetadataInterceptorSync<any>;
