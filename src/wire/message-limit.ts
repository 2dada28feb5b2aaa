/** How large one message may be. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { numberOption } from "../core/number-option.ts";

/** Where no limit is configured: a protobuf message is always smaller than 2 GiB. */
export const largestMessageBytes = 2 ** 31 - 1;

/** The refusal of a message above the limit. */
export function messageTooLarge(maxBytes: number): ConnectError {
  return new ConnectError(Code.ResourceExhausted, `message is larger than configured max ${maxBytes}`);
}

/**
 * True for such a refusal, ours or that of a server: the same call would meet the same limit again. Recognized by
 * its wording, which the official implementations share: a marker would cost every bundle bytes.
 */
export function isMessageTooLarge(error: ConnectError): boolean {
  return (
    error.code === Code.ResourceExhausted && /^message (size \d+ )?is larger than configured/.test(error.rawMessage)
  );
}

/** `readMaxBytes` as it was configured; without one, the largest possible message. */
export function resolveReadMaxBytes(readMaxBytes: number | undefined): number {
  return Math.min(numberOption("readMaxBytes", readMaxBytes, 0) ?? Infinity, largestMessageBytes);
}
