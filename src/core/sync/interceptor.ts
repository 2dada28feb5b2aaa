/**
 * Interceptors of synchronous calls: the twins of those in interceptor.ts, on clients and servers alike.
 *
 * An interceptor is an object with one or more of the methods below. The first in a list is the outermost: it sees the
 * request first and the response last.
 */
import type { ConnectError } from "../connect-error.ts";
import type { RequestContext } from "../request-context.ts";

/** Continues a unary call: the next interceptor, or the call itself. May be called again (a retry), or not at all. */
export type UnaryNextSync<I, O> = (request: I, ctx: RequestContext<I, O>) => O;

/** Continues a server-streaming call. Nothing is sent until the first message is requested. */
export type ServerStreamNextSync<I, O> = (request: I, ctx: RequestContext<I, O>) => Iterable<O>;

/** Continues a client-streaming call. */
export type ClientStreamNextSync<I, O> = (requests: Iterable<I>, ctx: RequestContext<I, O>) => O;

/** Continues a bidirectional-streaming call. Nothing is sent until the first response is requested. */
export type BidiStreamNextSync<I, O> = (requests: Iterable<I>, ctx: RequestContext<I, O>) => Iterable<O>;

/** Intercepts synchronous unary calls. */
export interface UnaryInterceptorSync {
  /**
   * @param next continues the call, usually with the given request; another may be passed instead
   * @returns the response of `next`, or another one
   */
  interceptUnarySync<I, O>(next: UnaryNextSync<I, O>, request: I, ctx: RequestContext<I, O>): O;
}

/** Intercepts synchronous server-streaming calls. */
export interface ServerStreamInterceptorSync {
  /**
   * @param next continues the call, usually with the given request; another may be passed instead
   * @returns the messages of `next`, or others; often written as a generator method
   */
  interceptServerStreamSync<I, O>(next: ServerStreamNextSync<I, O>, request: I, ctx: RequestContext<I, O>): Iterable<O>;
}

/** Intercepts synchronous client-streaming calls. */
export interface ClientStreamInterceptorSync {
  /**
   * @param next continues the call, usually with the given requests; others may be passed instead
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
   * @param next continues the call, usually with the given requests; others may be passed instead
   * @returns the messages of `next`, or others; often written as a generator method
   */
  interceptBidiStreamSync<I, O>(
    next: BidiStreamNextSync<I, O>,
    requests: Iterable<I>,
    ctx: RequestContext<I, O>,
  ): Iterable<O>;
}

/** Observes synchronous calls of every kind without touching their messages. */
export interface MetadataInterceptorSync<T = unknown> {
  /**
   * Called when a call starts; for a stream, at its first read. Throwing here fails the call.
   *
   * @returns any value, passed to `onEndSync` as `token`
   */
  onStartSync(ctx: RequestContext): T;
  /**
   * Called when the call has ended: `error` is undefined on success, deadline_exceeded after a timeout, and canceled if
   * a stream was closed early.
   */
  onEndSync?(token: T, ctx: RequestContext, error: ConnectError | undefined): void;
}

export type InterceptorSync =
  | UnaryInterceptorSync
  | ClientStreamInterceptorSync
  | ServerStreamInterceptorSync
  | BidiStreamInterceptorSync
  // biome-ignore lint/suspicious/noExplicitAny: each interceptor chooses the type of its token
  | MetadataInterceptorSync<any>;
