/** Which failures are worth another attempt, and how long to wait for it: for queries, streams and interceptors alike. */
import { Code } from "../core/code.ts";
import { isConnectError } from "../core/connect-error.ts";
import { isMessageTooLarge } from "../wire/message-limit.ts";
import { isCutStream } from "./cut-stream.ts";

export const retryableCodes: readonly Code[] = [Code.Unavailable, Code.Aborted, Code.ResourceExhausted];

/** How long to wait after so many failures in a row, the first of which counts as 0: twice as long each time. */
export function backoffMs(initialDelayMs: number, failureCount: number): number {
  return initialDelayMs * 2 ** Math.min(failureCount, 60); // beyond 1023 it would be infinite, and 0 times that no number
}

export function isRetryable(error: unknown, codes: readonly Code[] = retryableCodes): boolean {
  // A message above a limit is as large the next time, and would be downloaded again up to it.
  if (!isConnectError(error) || isMessageTooLarge(error)) {
    return false;
  }
  return codes.includes(error.code) || (isCutStream(error) && codes.includes(Code.Unavailable));
}
