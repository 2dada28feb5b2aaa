/** Retries for TanStack Query. */
import { type Code, isCode } from "../core/code.ts";
import { retryAfterMs } from "../protocol/retry-after.ts";
import { backoffMs, isRetryable, retryableCodes } from "../protocol/retryable.ts";
import { expectNumber, expectOption } from "./expect-option.ts";
import { rendersPages } from "./renders-pages.ts";
import { longestTimerMs } from "./stream/timer.ts";

export interface RpcRetryOptions {
  /** Attempts after the first. Default 3; none on a server that renders pages, whose visitors wait for it. */
  maxRetries?: number;
  /** Milliseconds before the first retry, doubled for each further one. Default 1,000. */
  initialDelayMs?: number;
  /** The longest wait, in milliseconds, also if the server asks for a longer one. Default 30,000; at most 24 days. */
  maxDelayMs?: number;
  /**
   * Which codes are worth another attempt. Default: unavailable, aborted, resource_exhausted. A response that was cut off
   * counts as unavailable.
   */
  codes?: readonly Code[];
}

/** TanStack's two options for retries. */
export interface RpcRetry {
  retry: (failureCount: number, error: unknown) => boolean;
  retryDelay: (failureCount: number, error: unknown) => number;
}

/**
 * Retries what another attempt can help: unavailable (a lost connection is that, too), aborted and resource_exhausted.
 * Never what has been refused for good, such as invalid_argument, or a message larger than `readMaxBytes`. A
 * `Retry-After` in the answer can make the wait longer, up to `maxDelayMs`, but never shorter.
 *
 * The queries of components are retried like this as long as neither their options nor `createRpcQuery` nor the
 * QueryClient's defaults have a `retry`. What `fetchQuery`, `prefetchQuery` and their siblings ask for is then not retried:
 * give them these options if it shall be. Anything thrown that is no ConnectError is not retried.
 *
 * Throws invalid_argument for an option that is impossible. A transport with `retry()` of `farcall/interceptors` repeats
 * each of these attempts by itself: use one of the two.
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
      // TanStack's timers end at once when they are set for longer than engines can count.
      Math.min(Math.max(backoffMs(initialDelayMs, failureCount), retryAfterMs(error)), maxDelayMs, longestTimerMs),
  };
}
