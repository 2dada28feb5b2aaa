/** One interceptor for calls of every kind, for those that do not look at messages: auth, retries, headers, timing. */
import { abandonCall, CallAttempts } from "./call-attempts.ts";
import { InterceptedSource } from "./intercepted-source.ts";
import type { CallInterception, CallInterceptor } from "./interceptor.ts";
import { MessageIterator } from "./message-stream.ts";
import { numberOption } from "./number-option.ts";
import { ReplayableRequests } from "./replayable-requests.ts";
import { isOnClient, type RequestContext } from "./request-context.ts";

export interface InterceptCallOptions {
  /**
   * How many requests of a client or bidirectional stream are kept for another attempt. Once more have been read there is
   * none, and they are let go. Default 1,000; 0 keeps nothing.
   */
  maxReplayedRequests?: number;
  /** Called when the first message of a stream is handed on, which may be long before its end. */
  onFirstMessage?: (ctx: RequestContext) => void;
}

/**
 * Makes one interceptor for calls of every kind, on a client and on a server.
 *
 * The function is called when a call begins, a stream at its first read. `await next()` lets it happen; the messages
 * flow past meanwhile, in the batches in which they came. What the function throws fails the call, and ends an attempt
 * that is under way. If it returns, the outcome is that of the last attempt, for which it need not have waited.
 *
 * Called again, `next()` makes another attempt with the request headers as they are then and a response without headers.
 * All attempts share the call's deadline. The caller's `onHeader` hears of each response that begins; metadata, trailers
 * and errors are those of the last.
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
      void ctx.signal; // made now, because what this call is left for ends no other: it shares no signal with them
    }
    let response: O | undefined;
    const attempts = new CallAttempts({
      ctx,
      requests,
      attempt: async () => {
        response = await ctx.deadline.race(call(), true); // what is further in may hang
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
