/** Starts another attempt when one is slow, and takes the first response. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { UnaryInterceptor, UnaryNext } from "../core/interceptor.ts";
import { positiveNumber } from "../core/invalid-option.ts";
import { IdempotencyLevel } from "../core/method.ts";
import { isOnClient, type RequestContext } from "../core/request-context.ts";
import { isRetryable } from "../protocol/retryable.ts";
import { attemptContext, takeResponse } from "./attempt-context.ts";

export interface HedgeOptions {
  /** Milliseconds until another attempt starts while others are pending, for example the 95th percentile of latency. */
  delayMs: number;
  /** Attempts in total. Default: 2. */
  maxAttempts?: number;
}

/**
 * Hedges unary methods declared NO_SIDE_EFFECTS; other calls are not affected. The next attempt starts after `delayMs`,
 * or as soon as an attempt fails with a retryable code. The first success is the response, and the other attempts are
 * canceled. Any other failure ends the call. Inner interceptors see each attempt as a call of its own.
 *
 * @example
 * createConnectTransport({ baseUrl, interceptors: [hedge({ delayMs: 300 })] });
 *
 * @see https://github.com/grpc/proposal/blob/master/A6-client-retries.md#hedging-policy
 */
export function hedge({ delayMs, maxAttempts = 2 }: HedgeOptions): UnaryInterceptor {
  positiveNumber("maxAttempts", maxAttempts);
  if (positiveNumber("delayMs", delayMs) === undefined) {
    throw new ConnectError(Code.InvalidArgument, "hedge() requires delayMs: how long to wait before a second attempt");
  }
  return {
    interceptUnary<I, O>(next: UnaryNext<I, O>, request: I, ctx: RequestContext<I, O>): Promise<O> {
      const isSafe = ctx.method.idempotencyLevel === IdempotencyLevel.NoSideEffects;
      return isSafe && isOnClient(ctx as RequestContext)
        ? race((attempt) => next(request, attempt), ctx, delayMs, maxAttempts)
        : next(request, ctx);
    },
  };
}

function race<I, O>(
  call: (ctx: RequestContext<I, O>) => Promise<O>,
  ctx: RequestContext<I, O>,
  delayMs: number,
  maxAttempts: number,
): Promise<O> {
  const underWay = new Set<RequestContext<I, O>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begun = 0;
  return new Promise<O>((resolve, reject) => {
    const end = (winner: RequestContext<I, O>, settle: () => void) => {
      if (!underWay.has(winner)) {
        return; // others were faster
      }
      clearTimeout(timer);
      unsubscribe();
      underWay.delete(winner);
      for (const { deadline } of underWay) {
        deadline.abort(new ConnectError(Code.Canceled, "another attempt was faster"));
      }
      underWay.clear();
      takeResponse(ctx, winner);
      settle();
    };
    const begin = () => {
      clearTimeout(timer);
      const attempt = attemptContext(ctx);
      underWay.add(attempt);
      if (++begun < maxAttempts) {
        timer = setTimeout(begin, delayMs);
      }
      call(attempt)
        .then(
          (response) => end(attempt, () => resolve(response)),
          (reason) => {
            const isHelpful = isRetryable(reason) && !ctx.deadline.error;
            if (isHelpful && begun < maxAttempts && underWay.delete(attempt)) {
              begin();
            } else if (isHelpful && underWay.size > 1) {
              underWay.delete(attempt); // one of the others may succeed
            } else {
              end(attempt, () => reject(reason));
            }
          },
        )
        .catch(reject) // a callback of the caller threw
        .finally(() => attempt.deadline.dispose());
    };
    const unsubscribe = ctx.deadline.onAbort(() => clearTimeout(timer));
    begin();
  });
}
