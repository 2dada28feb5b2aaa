/**
 * Composes the interceptors around a method, once per method and not per call. Each kind of method has its own
 * function, so that bundles contain only the kinds they use.
 */
import { ConnectError } from "./connect-error.ts";
import type {
  BidiStreamInterceptor,
  BidiStreamNext,
  ClientStreamInterceptor,
  ClientStreamNext,
  Interceptor,
  MetadataInterceptor,
  ServerStreamInterceptor,
  ServerStreamNext,
  UnaryInterceptor,
  UnaryNext,
} from "./interceptor.ts";
import { MessageIterator } from "./message-stream.ts";
import { ObservedSource } from "./observed-source.ts";
import type { RequestContext } from "./request-context.ts";

export function composeUnary<I, O>(interceptors: readonly Interceptor[], call: UnaryNext<I, O>): UnaryNext<I, O> {
  return composePromises<I, I, O>(
    interceptors,
    call,
    (interceptor) => (interceptor as Partial<UnaryInterceptor>).interceptUnary,
  );
}

export function composeClientStream<I, O>(
  interceptors: readonly Interceptor[],
  call: ClientStreamNext<I, O>,
): ClientStreamNext<I, O> {
  return composePromises<AsyncIterable<I>, I, O>(
    interceptors,
    call,
    (interceptor) => (interceptor as Partial<ClientStreamInterceptor>).interceptClientStream,
  );
}

export function composeServerStream<I, O>(
  interceptors: readonly Interceptor[],
  call: ServerStreamNext<I, O>,
): ServerStreamNext<I, O> {
  return composeStreams<I, I, O>(
    interceptors,
    call,
    (interceptor) => (interceptor as Partial<ServerStreamInterceptor>).interceptServerStream,
  );
}

export function composeBidiStream<I, O>(
  interceptors: readonly Interceptor[],
  call: BidiStreamNext<I, O>,
): BidiStreamNext<I, O> {
  return composeStreams<AsyncIterable<I>, I, O>(
    interceptors,
    call,
    (interceptor) => (interceptor as Partial<BidiStreamInterceptor>).interceptBidiStream,
  );
}

type Next<Q, I, O, R> = (request: Q, ctx: RequestContext<I, O>) => R;
type Intercept<Q, I, O, R> = (next: Next<Q, I, O, R>, request: Q, ctx: RequestContext<I, O>) => R;
/** Returns the interceptor's method for this kind of call. */
type PickMethod<Q, I, O, R> = (interceptor: Interceptor) => Intercept<Q, I, O, R> | undefined;

function composePromises<Q, I, O>(
  interceptors: readonly Interceptor[],
  call: Next<Q, I, O, Promise<O>>,
  pick: PickMethod<Q, I, O, Promise<O>>,
): Next<Q, I, O, Promise<O>> {
  return interceptors.reduceRight((next, interceptor) => {
    const intercept = pick(interceptor);
    const inner: typeof next = intercept
      ? async (request, ctx) => intercept.call(interceptor, next, request, ctx)
      : next;
    return "onStart" in interceptor ? observePromise(interceptor, inner) : inner;
  }, call);
}

function composeStreams<Q, I, O>(
  interceptors: readonly Interceptor[],
  call: Next<Q, I, O, AsyncIterable<O>>,
  pick: PickMethod<Q, I, O, AsyncIterable<O>>,
): Next<Q, I, O, AsyncIterable<O>> {
  return interceptors.reduceRight((next, interceptor) => {
    const intercept = pick(interceptor);
    const inner: typeof next = intercept ? (request, ctx) => intercept.call(interceptor, next, request, ctx) : next;
    return "onStart" in interceptor
      ? (request, ctx) =>
          new MessageIterator(new ObservedSource(interceptor, ctx as RequestContext, () => inner(request, ctx)))
      : inner;
  }, call);
}

function observePromise<Q, I, O>(
  interceptor: MetadataInterceptor,
  next: Next<Q, I, O, Promise<O>>,
): Next<Q, I, O, Promise<O>> {
  return async (request, ctx) => {
    const token = await interceptor.onStart(ctx as RequestContext);
    const end = async (error?: ConnectError) => interceptor.onEnd?.(token, ctx as RequestContext, error);
    let response: O;
    try {
      response = await next(request, ctx);
    } catch (reason) {
      await end(ConnectError.from(reason)).catch(() => {}); // the caller learns why the call failed, not this
      throw reason; // unconverted: a server hides some errors from its clients
    }
    await end();
    return response;
  };
}
