/** Decides which failures to retry, and after how long: for queries, streams and interceptors. */
import { Code } from "../core/code.ts";
import { isConnectError } from "../core/connect-error.ts";
import { isMessageTooLarge } from "../wire/message-limit.ts";
import { isCutStream } from "./cut-stream.ts";

export const retryableCodes: readonly Code[] = [Code.Unavailable, Code.Aborted, Code.ResourceExhausted];

/** Returns the delay after this many consecutive failures, counted from 0: it doubles each time. */
export function backoffMs(initialDelayMs: number, failureCount: number): number {
  return initialDelayMs * 2 ** Math.min(failureCount, 60); // above 1023 it would be Infinity, and 0 times Infinity NaN
}

export function isRetryable(error: unknown, codes: readonly Code[] = retryableCodes): boolean {
  // A message above a limit would be just as large the next time, and downloaded again up to the limit.
  if (!isConnectError(error) || isMessageTooLarge(error)) {
    return false;
  }
  return codes.includes(error.code) || (isCutStream(error) && codes.includes(Code.Unavailable));
}
