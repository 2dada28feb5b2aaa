/** Decides which failures to retry, and when. */
import { type Code, isCode } from "../core/code.ts";
import { longestTimerMs } from "../core/timer.ts";
import { retryAfterMs } from "../protocol/retry-after.ts";
import { backoffMs, isRetryable, retryableCodes } from "../protocol/retryable.ts";
import { expectNumber, expectOption } from "./expect-option.ts";
import { rendersPages } from "./renders-pages.ts";

export interface RpcRetryOptions {
  /** Attempts after the first. Default 3; none on a server that renders pages, because visitors are waiting. */
  maxRetries?: number;
  /** Milliseconds before the first retry, doubled for each further retry. Default 1,000. */
  initialDelayMs?: number;
  /** The longest delay in milliseconds, even if the server asks for a longer one. Default 30,000; at most 24 days. */
  maxDelayMs?: number;
  /**
   * The codes to retry. Default: unavailable, aborted, resource_exhausted. A truncated response counts as unavailable.
   */
  codes?: readonly Code[];
}

/** TanStack's two retry options. */
export interface RpcRetry {
  retry: (failureCount: number, error: unknown) => boolean;
  retryDelay: (failureCount: number, error: unknown) => number;
}

/**
 * Retries errors that may be transient: unavailable (including lost connections), aborted and resource_exhausted. Never
 * retries permanent ones, such as invalid_argument or a message larger than `readMaxBytes`. A `Retry-After` response
 * header can increase the delay, up to `maxDelayMs`, but never reduce it.
 *
 * Queries of components are retried this way unless their options, `createRpcQuery` or the QueryClient's defaults set
 * `retry`. `fetchQuery`, `prefetchQuery` and their siblings do not retry by default: pass them these options to change
 * that. Errors that are not ConnectErrors are never retried.
 *
 * Throws invalid_argument for an invalid option. A transport with `retry()` of `farcall/interceptors` repeats each of
 * these attempts by itself: use only one of the two.
 *
 * @example
 * new QueryClient({ defaultOptions: { mutations: rpcRetry({ maxRetries: 1 }) } });
 *
 * @see https://connectrpc.com/docs/protocol#error-codes
 */
export function rpcRetry(options: RpcRetryOptions = {}): RpcRetry {
  const {
    maxRetries = rendersPages ? 0 : 3,
    initialDelayMs = 1000,
    maxDelayMs = 30_000,
    codes = retryableCodes,
  } = options;
  expectNumber("maxRetries", maxRetries, 0, "attempts");
  expectNumber("initialDelayMs", initialDelayMs, 0, "milliseconds");
  expectNumber("maxDelayMs", maxDelayMs, 0, "milliseconds");
  expectOption("codes", codes, Array.isArray(codes) && codes.every(isCode), 'a list of codes: ["unavailable"]');
  return {
    retry: (failureCount, error) => failureCount < maxRetries && isRetryable(error, codes),
    retryDelay: (failureCount, error) =>
      // TanStack's timers fire immediately for delays longer than engines support.
      Math.min(Math.max(backoffMs(initialDelayMs, failureCount), retryAfterMs(error)), maxDelayMs, longestTimerMs),
  };
}
