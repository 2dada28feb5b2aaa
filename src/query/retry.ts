/** Which failures are worth another attempt, and when. */
import { Code } from "../core/code.ts";
import { isConnectError } from "../core/connect-error.ts";
import { isMessageTooLarge } from "../wire/message-limit.ts";
import { rendersPages } from "./renders-pages.ts";

const retryableCodes: readonly Code[] = [Code.Unavailable, Code.Aborted, Code.ResourceExhausted];

export interface RpcRetryOptions {
  /** Attempts after the first. Default 3; none on a server that renders pages, whose visitors wait for it. */
  maxRetries?: number;
  /** Milliseconds before the first retry, doubled for each further one. Default 1,000. */
  initialDelayMs?: number;
  /** The longest wait, in milliseconds, also if the server asks for a longer one. Default 30,000. */
  maxDelayMs?: number;
  /** Which codes are worth another attempt. Default: unavailable, aborted, resource_exhausted. */
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
 * `Retry-After` in the answer is heeded.
 *
 * The queries of components are retried like this as long as neither their options nor `createRpcQuery` nor the
 * QueryClient's defaults have a `retry`. What `fetchQuery`, `prefetchQuery` and their siblings ask for is then not retried:
 * give them these options if it shall be. Anything thrown that is no ConnectError is not retried.
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
  return {
    retry: (failureCount, error) => failureCount < maxRetries && isRetryable(error, codes),
    retryDelay: (failureCount, error) =>
      Math.min(retryAfterMs(error) ?? initialDelayMs * 2 ** failureCount, maxDelayMs),
  };
}

export function isRetryable(error: unknown, codes: readonly Code[] = retryableCodes): boolean {
  // A message above a limit is as large the next time, and would be downloaded again up to it.
  return isConnectError(error) && codes.includes(error.code) && !isMessageTooLarge(error);
}

/**
 * What the server said of when to come back.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(error: unknown): number | undefined {
  const after = isConnectError(error) ? error.metadata.get("retry-after") : null;
  if (!after) {
    return undefined;
  }
  const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
