/** Retries failed calls that are safe to repeat, if another attempt can help. */
import { type Code, isCode } from "../core/code.ts";
import type { ConnectError } from "../core/connect-error.ts";
import { interceptCall } from "../core/intercept-call.ts";
import type { CallInterceptor } from "../core/interceptor.ts";
import { checkFunction, checkList, positiveNumber } from "../core/invalid-option.ts";
import { IdempotencyLevel, type MethodInfo } from "../core/method.ts";
import { isOnClient, type RequestContext } from "../core/request-context.ts";
import { longestTimerMs } from "../core/timer.ts";
import { backoffMs, isRetryable } from "../protocol/retryable.ts";
import { originOf } from "./origins.ts";
import { RetryBudget, type RetryBudgetOptions } from "./retry-budget.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { sleep } from "./sleep.ts";

export interface RetryOptions {
  /** Attempts after the first. Default: 3. */
  maxRetries?: number;
  /** The limit of the random delay before the first retry, in milliseconds, doubled with each retry. Default: 500. */
  initialDelayMs?: number;
  /** The longest delay, in milliseconds. If the server asks for more, the call fails immediately. Default: 30,000. */
  maxDelayMs?: number;
  /**
   * The codes that are retried. Default: unavailable, aborted, resource_exhausted. A response that was cut off counts
   * as unavailable.
   */
  codes?: readonly Code[];
  /**
   * Returns whether a method may be repeated even though its request may have arrived. Default: true for methods
   * declared NO_SIDE_EFFECTS or IDEMPOTENT.
   */
  isIdempotent?: (method: MethodInfo) => boolean;
  /** Limits retries to each origin; false for no limit. */
  budget?: RetryBudgetOptions | false;
  /** How many requests of a client or bidirectional stream are kept for a retry. Default: 1,000. */
  maxReplayedRequests?: number;
}

/**
 * Retries calls of every kind, a stream only before its first message.
 *
 * A method that is not declared idempotent is retried only if its request was not sent, that is, if fetch was not
 * called. A failed fetch proves nothing: the request may have arrived. The delay is random, between 0 and a limit that
 * doubles. `Retry-After` and google.rpc.RetryInfo can only lengthen it; `grpc-retry-pushback-ms` replaces it, and
 * forbids a retry if negative. If the delay would exceed the deadline, the call fails immediately. When most calls to
 * an origin fail, they are no longer retried: see `budget`.
 *
 * Queries have their own retries (`rpcRetry`), which multiply with these: (1 + 3) × (1 + 3) requests. Use only one of
 * the two. A cross-origin server must expose `Retry-After`.
 *
 * @example
 * createConnectTransport({ baseUrl, interceptors: [retry({ maxRetries: 2 })] });
 *
 * @see https://github.com/grpc/proposal/blob/master/A6-client-retries.md
 */
export function retry(options: RetryOptions = {}): CallInterceptor {
  const { codes, isIdempotent = isDeclaredIdempotent, budget: budgetOptions } = options;
  const maxRetries = positiveNumber("maxRetries", options.maxRetries) ?? 3;
  const initialDelayMs = positiveNumber("initialDelayMs", options.initialDelayMs) ?? 500;
  const maxDelayMs = Math.min(positiveNumber("maxDelayMs", options.maxDelayMs) ?? 30_000, longestTimerMs);
  checkList("codes", codes ?? [], 'a code like "unavailable"', isCode);
  checkFunction("isIdempotent", isIdempotent);
  const budget = budgetOptions === false ? undefined : new RetryBudget(budgetOptions);

  return interceptCall(async (next, ctx) => {
    if (!isOnClient(ctx)) {
      return next();
    }
    const origin = originOf(ctx);
    const wasSent = sendWatcher(ctx);
    for (let retries = 0; ; retries++) {
      try {
        await next();
        budget?.succeeded(origin);
        return;
      } catch (reason) {
        const error = reason as ConnectError;
        if (!isRetryable(error, codes)) {
          throw error;
        }
        const isAffordable = budget?.failed(origin) ?? true;
        const isSafe = !wasSent() || isIdempotent(ctx.method);
        const waitMs = retryDelayMs(error, Math.min(backoffMs(initialDelayMs, retries), maxDelayMs));
        const longestMs = Math.min(maxDelayMs, ctx.timeoutMs ?? Number.POSITIVE_INFINITY);
        const isInTime = waitMs !== undefined && waitMs <= longestMs;
        if (retries >= maxRetries || !isAffordable || !isSafe || !isInTime || !next.isRepeatable) {
          throw error;
        }
        await sleep(waitMs, ctx);
      }
    }
  }, options);
}

function isDeclaredIdempotent({ idempotencyLevel }: MethodInfo): boolean {
  return idempotencyLevel !== IdempotencyLevel.Unknown;
}

/** Returns a function that tells whether fetch was called since its previous call. */
function sendWatcher(ctx: RequestContext): () => boolean {
  const { send } = ctx;
  let wasSent = false;
  const watched: typeof send = (url, init) => {
    wasSent = true;
    return send(url, init);
  };
  ctx.send = Object.assign(watched, send); // keeps the properties that others have set on it
  return () => {
    const answer = wasSent;
    wasSent = false;
    return answer;
  };
}
