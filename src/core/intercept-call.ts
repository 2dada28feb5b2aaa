/** One interceptor for calls of every kind, for code that does not need messages: auth, retries, headers, timing. */
import { abandonCall, CallAttempts } from "./call-attempts.ts";
import { InterceptedSource } from "./intercepted-source.ts";
import type { CallInterception, CallInterceptor } from "./interceptor.ts";
import { MessageIterator } from "./message-stream.ts";
import { numberOption } from "./number-option.ts";
import { ReplayableRequests } from "./replayable-requests.ts";
import { isOnClient, type RequestContext } from "./request-context.ts";

export interface InterceptCallOptions {
  /**
   * How many requests of a client or bidirectional stream are kept for a retry. Once more have been read, they are
   * released and the call cannot be retried. Default: 1,000; 0 keeps nothing.
   */
  maxReplayedRequests?: number;
  /** Called when the first message of a stream reaches the caller, which may be long before the stream ends. */
  onFirstMessage?: (ctx: RequestContext) => void;
}

/**
 * Creates one interceptor for calls of every kind, on clients and servers.
 *
 * The function is called when a call starts; for a stream, at the first read. `await next()` makes the call; meanwhile,
 * the messages of a stream pass by in the batches in which they arrived. If the function throws, the call fails and a
 * pending attempt is aborted. If it returns, the outcome is that of the last attempt, which it need not have awaited.
 *
 * To retry, call `next()` again: it sends the request headers as they are then, and starts with empty response headers.
 * All attempts share the call's deadline. The caller's `onHeader` is called for every response that starts; metadata,
 * trailers and errors come from the last attempt.
 *
 * @example
 * const timing = interceptCall(async (next, ctx) => {
 *   const start = performance.now();
 *   try {
 *     await next();
 *   } finally {
 *     console.log(ctx.method.name, performance.now() - start);
 *   }
 * });
 */
export function interceptCall(intercept: CallInterception, options: InterceptCallOptions = {}): CallInterceptor {
  const { onFirstMessage } = options;
  const limit = numberOption("maxReplayedRequests", options.maxReplayedRequests, 0) ?? 1000;

  const promise = async <I, O>(
    context: RequestContext<I, O>,
    call: () => Promise<O>,
    requests?: ReplayableRequests<unknown>,
  ): Promise<O> => {
    const ctx = context as RequestContext;
    if (isOnClient(ctx)) {
      void ctx.signal; // created now, so that the call has its own signal and abandoning it aborts no other call
    }
    let response: O | undefined;
    const attempts = new CallAttempts({
      ctx,
      requests,
      attempt: async () => {
        response = await ctx.deadline.race(call(), true); // inner interceptors may hang
      },
      abandon: (reason) => abandonCall(ctx, reason),
    });
    await attempts.run(intercept);
    return response as O;
  };

  const stream = <I, O>(
    context: RequestContext<I, O>,
    open: () => AsyncIterable<O>,
    requests?: ReplayableRequests<unknown>,
  ): AsyncIterable<O> =>
    new MessageIterator(
      new InterceptedSource({ ctx: context as RequestContext, intercept, open, requests, onFirstMessage }),
    );

  return {
    interceptUnary: (next, request, ctx) => promise(ctx, () => next(request, ctx)),
    interceptServerStream: (next, request, ctx) => stream(ctx, () => next(request, ctx)),
    interceptClientStream(next, source, ctx) {
      const requests = new ReplayableRequests(source, limit);
      return promise(ctx, () => next(requests.read(), ctx), requests);
    },
    interceptBidiStream(next, source, ctx) {
      const requests = new ReplayableRequests(source, limit);
      return stream(ctx, () => next(requests.read(), ctx), requests);
    },
  };
}
