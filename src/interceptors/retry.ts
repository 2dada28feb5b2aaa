/** Attempts calls again that may be repeated, when another attempt can help. */
import { type Code, isCode } from "../core/code.ts";
import type { ConnectError } from "../core/connect-error.ts";
import { interceptCall } from "../core/intercept-call.ts";
import type { CallInterceptor } from "../core/interceptor.ts";
import { checkFunction, checkList, positiveNumber } from "../core/invalid-option.ts";
import { IdempotencyLevel, type MethodInfo } from "../core/method.ts";
import { isOnClient, type RequestContext } from "../core/request-context.ts";
import { backoffMs, isRetryable } from "../protocol/retryable.ts";
import { originOf } from "./origins.ts";
import { RetryBudget, type RetryBudgetOptions } from "./retry-budget.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { sleep } from "./sleep.ts";

export interface RetryOptions {
  /** Attempts after the first. Default 3. */
  maxRetries?: number;
  /** Milliseconds before the first retry at most, doubled for each further one; a random part of them is waited. Default 500. */
  initialDelayMs?: number;
  /** The longest wait, in milliseconds. If the server asks for a longer one, the call fails at once. Default 30,000. */
  maxDelayMs?: number;
  /**
   * Which codes are worth another attempt. Default: unavailable, aborted, resource_exhausted. A response that was cut off
   * counts as unavailable.
   */
  codes?: readonly Code[];
  /**
   * Which methods may be repeated although their request may have arrived. Default: those that are declared
   * NO_SIDE_EFFECTS or IDEMPOTENT.
   */
  isIdempotent?: (method: MethodInfo) => boolean;
  /** How much of all calls to an origin may be repeated; false for no limit. */
  budget?: RetryBudgetOptions | false;
  /** How many requests of a client or bidirectional stream are kept for another attempt. Default 1,000. */
  maxReplayedRequests?: number;
}

/**
 * Repeats calls of every kind, a stream before its first message alone.
 *
 * A method that is not declared idempotent is repeated only if its request has not been sent: fetch was not called. A
 * fetch that fails proves nothing, for the request may have arrived. A wait is random, between 0 and a time that doubles;
 * `Retry-After` and a google.rpc.RetryInfo make it longer, never shorter; `grpc-retry-pushback-ms` sets it, and forbids
 * another attempt if it is negative. No wait goes beyond the deadline: the call then fails at once. When most calls to an
 * origin fail, they are no longer repeated: see `budget`.
 *
 * Queries have retries of their own (`rpcRetry`), which multiply with these: (1 + 3) × (1 + 3) requests. Use one of the
 * two. Over another origin, `Retry-After` has to be exposed by the server.
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
  const maxDelayMs = Math.min(positiveNumber("maxDelayMs", options.maxDelayMs) ?? 30_000, 2 ** 31 - 1);
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

/** Tells whether the call has been handed to fetch since this was asked last. */
function sendWatcher(ctx: RequestContext): () => boolean {
  const { send } = ctx;
  let wasSent = false;
  const watched: typeof send = (url, init) => {
    wasSent = true;
    return send(url, init);
  };
  ctx.send = Object.assign(watched, send); // with what others have left at it
  return () => {
    const answer = wasSent;
    wasSent = false;
    return answer;
  };
}
