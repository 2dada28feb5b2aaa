/**
 * Interceptors: application code that runs around every call, on clients and servers alike.
 *
 * An interceptor is an object with one or more of the methods below. The first in a list is the outermost: it sees the
 * request first and the response last.
 */
import type { ConnectError } from "./connect-error.ts";
import type { RequestContext } from "./request-context.ts";

/** Continues a unary call: the next interceptor, or the call itself. May be called again (a retry), or not at all. */
export type UnaryNext<I, O> = (request: I, ctx: RequestContext<I, O>) => Promise<O>;

/** Continues a server-streaming call. Nothing is sent until the first message is requested. */
export type ServerStreamNext<I, O> = (request: I, ctx: RequestContext<I, O>) => AsyncIterable<O>;

/** Continues a client-streaming call. */
export type ClientStreamNext<I, O> = (requests: AsyncIterable<I>, ctx: RequestContext<I, O>) => Promise<O>;

/** Continues a bidirectional-streaming call. Nothing is sent until the first response is requested. */
export type BidiStreamNext<I, O> = (requests: AsyncIterable<I>, ctx: RequestContext<I, O>) => AsyncIterable<O>;

/** Intercepts unary calls. */
export interface UnaryInterceptor {
  /**
   * @param next continues the call, usually with the given request; another may be passed instead
   * @returns the response of `next`, or another one
   */
  interceptUnary<I, O>(next: UnaryNext<I, O>, request: I, ctx: RequestContext<I, O>): Promise<O>;
}

/** Intercepts server-streaming calls. */
export interface ServerStreamInterceptor {
  /**
   * @param next continues the call, usually with the given request; another may be passed instead
   * @returns the messages of `next`, or others; often written as an async generator method
   */
  interceptServerStream<I, O>(next: ServerStreamNext<I, O>, request: I, ctx: RequestContext<I, O>): AsyncIterable<O>;
}

/** Intercepts client-streaming calls. */
export interface ClientStreamInterceptor {
  /**
   * @param next continues the call, usually with the given requests; others may be passed instead
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
   * @param next continues the call, usually with the given requests; others may be passed instead
   * @returns the messages of `next`, or others; often written as an async generator method
   */
  interceptBidiStream<I, O>(
    next: BidiStreamNext<I, O>,
    requests: AsyncIterable<I>,
    ctx: RequestContext<I, O>,
  ): AsyncIterable<O>;
}

/** Observes calls of every kind without touching their messages, at no cost per message. */
export interface MetadataInterceptor<T = unknown> {
  /**
   * Called when a call starts; for a stream, at its first read. Throwing here fails the call.
   *
   * @returns any value, passed to `onEnd` as `token`
   */
  onStart(ctx: RequestContext): T | Promise<T>;
  /**
   * Called when the call has ended: `error` is undefined on success, deadline_exceeded after a timeout, and canceled if
   * the caller gave up, which includes closing a stream early.
   */
  onEnd?(token: Awaited<T>, ctx: RequestContext, error: ConnectError | undefined): void | Promise<void>;
}

/** Continues a call of any kind. */
export interface CallNext {
  /**
   * Makes an attempt. Resolves when it has succeeded, for a stream after the last message; rejects with the
   * ConnectError that ended it: canceled if the caller canceled, deadline_exceeded after a timeout.
   *
   * May be called again once it has settled. Rejects with failed_precondition while an attempt is pending, and when the
   * call cannot be retried.
   */
  (): Promise<void>;
  /**
   * Whether the call can be attempted again: no message has reached the caller, the streamed requests read so far are
   * still kept, and the call has not ended.
   */
  readonly isRepeatable: boolean;
}

/** A function that runs around a call: see `interceptCall`. */
export type CallInterception = (next: CallNext, ctx: RequestContext) => Promise<void> | void;

/** Intercepts calls of all four kinds. */
export type CallInterceptor = UnaryInterceptor &
  ClientStreamInterceptor &
  ServerStreamInterceptor &
  BidiStreamInterceptor;

export type Interceptor =
  | UnaryInterceptor
  | ClientStreamInterceptor
  | ServerStreamInterceptor
  | BidiStreamInterceptor
  // biome-ignore lint/suspicious/noExplicitAny: each interceptor chooses the type of its token
  | MetadataInterceptor<any>;
