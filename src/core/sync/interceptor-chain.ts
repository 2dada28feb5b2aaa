/** Composes the interceptors around a synchronous method, once per method and not per call. */
import { ConnectError } from "../connect-error.ts";
import { leftEarly } from "../observed-source.ts";
import type { RequestContext } from "../request-context.ts";
import type {
  BidiStreamInterceptorSync,
  BidiStreamNextSync,
  ClientStreamInterceptorSync,
  ClientStreamNextSync,
  InterceptorSync,
  MetadataInterceptorSync,
  ServerStreamInterceptorSync,
  ServerStreamNextSync,
  UnaryInterceptorSync,
  UnaryNextSync,
} from "./interceptor.ts";

export function composeUnarySync<I, O>(
  interceptors: readonly InterceptorSync[],
  call: UnaryNextSync<I, O>,
): UnaryNextSync<I, O> {
  return composeAnswers<I, I, O>(
    interceptors,
    call,
    (interceptor) => (interceptor as Partial<UnaryInterceptorSync>).interceptUnarySync,
  );
}

export function composeClientStreamSync<I, O>(
  interceptors: readonly InterceptorSync[],
  call: ClientStreamNextSync<I, O>,
): ClientStreamNextSync<I, O> {
  return composeAnswers<Iterable<I>, I, O>(
    interceptors,
    call,
    (interceptor) => (interceptor as Partial<ClientStreamInterceptorSync>).interceptClientStreamSync,
  );
}

export function composeServerStreamSync<I, O>(
  interceptors: readonly InterceptorSync[],
  call: ServerStreamNextSync<I, O>,
): ServerStreamNextSync<I, O> {
  return composeStreams<I, I, O>(
    interceptors,
    call,
    (interceptor) => (interceptor as Partial<ServerStreamInterceptorSync>).interceptServerStreamSync,
  );
}

export function composeBidiStreamSync<I, O>(
  interceptors: readonly InterceptorSync[],
  call: BidiStreamNextSync<I, O>,
): BidiStreamNextSync<I, O> {
  return composeStreams<Iterable<I>, I, O>(
    interceptors,
    call,
    (interceptor) => (interceptor as Partial<BidiStreamInterceptorSync>).interceptBidiStreamSync,
  );
}

type Next<Q, I, O, R> = (request: Q, ctx: RequestContext<I, O>) => R;
type Intercept<Q, I, O, R> = (next: Next<Q, I, O, R>, request: Q, ctx: RequestContext<I, O>) => R;
/** Returns the interceptor's method for this kind of call. */
type PickMethod<Q, I, O, R> = (interceptor: InterceptorSync) => Intercept<Q, I, O, R> | undefined;

function composeAnswers<Q, I, O>(
  interceptors: readonly InterceptorSync[],
  call: Next<Q, I, O, O>,
  pick: PickMethod<Q, I, O, O>,
): Next<Q, I, O, O> {
  return interceptors.reduceRight((next, interceptor) => {
    const inner = around(interceptor, next, pick);
    return "onStartSync" in interceptor ? observeAnswer(interceptor, inner) : inner;
  }, call);
}

function composeStreams<Q, I, O>(
  interceptors: readonly InterceptorSync[],
  call: Next<Q, I, O, Iterable<O>>,
  pick: PickMethod<Q, I, O, Iterable<O>>,
): Next<Q, I, O, Iterable<O>> {
  return interceptors.reduceRight((next, interceptor) => {
    const inner = around(interceptor, next, pick);
    return "onStartSync" in interceptor ? observeStream(interceptor, inner) : inner;
  }, call);
}

function around<Q, I, O, R>(
  interceptor: InterceptorSync,
  next: Next<Q, I, O, R>,
  pick: PickMethod<Q, I, O, R>,
): Next<Q, I, O, R> {
  const intercept = pick(interceptor);
  return intercept ? (request, ctx) => intercept.call(interceptor, next, request, ctx) : next;
}

function observeAnswer<Q, I, O>(interceptor: MetadataInterceptorSync, next: Next<Q, I, O, O>): Next<Q, I, O, O> {
  return (request, ctx) => {
    const token = interceptor.onStartSync(ctx as RequestContext);
    let response: O;
    try {
      response = next(request, ctx);
    } catch (reason) {
      reportFailure(interceptor, token, ctx as RequestContext, reason);
      throw reason; // unconverted: a server hides some errors from its clients
    }
    interceptor.onEndSync?.(token, ctx as RequestContext, undefined);
    return response;
  };
}

function observeStream<Q, I, O>(
  interceptor: MetadataInterceptorSync,
  next: Next<Q, I, O, Iterable<O>>,
): Next<Q, I, O, Iterable<O>> {
  return function* (request, ctx) {
    const token = interceptor.onStartSync(ctx as RequestContext);
    let endedEarly = true; // until the stream ends by itself
    try {
      yield* next(request, ctx);
      endedEarly = false;
    } catch (reason) {
      endedEarly = false;
      reportFailure(interceptor, token, ctx as RequestContext, reason);
      throw reason;
    } finally {
      if (endedEarly) {
        interceptor.onEndSync?.(token, ctx as RequestContext, leftEarly(ctx as RequestContext));
      }
    }
    interceptor.onEndSync?.(token, ctx as RequestContext, undefined);
  };
}

/** Reports a failure to the observer. */
function reportFailure(
  interceptor: MetadataInterceptorSync,
  token: unknown,
  ctx: RequestContext,
  reason: unknown,
): void {
  try {
    interceptor.onEndSync?.(token, ctx, ConnectError.from(reason));
  } catch {
    // The caller learns why the call failed, not that its observer failed too.
  }
}
