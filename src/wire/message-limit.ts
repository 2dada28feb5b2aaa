/** The limit on the size of a message. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { numberOption } from "../core/number-option.ts";

/** The limit if none is configured: protobuf messages are always smaller than 2 GiB. */
export const largestMessageBytes = 2 ** 31 - 1;

/** Returns the error for a message above the limit. */
export function messageTooLarge(maxBytes: number): ConnectError {
  return new ConnectError(Code.ResourceExhausted, `message is larger than configured max ${maxBytes}`);
}

/**
 * Returns true for this error, from either side: the same call would hit the same limit again. Recognized by its
 * wording, which the official implementations share: a marker would cost every bundle bytes.
 */
export function isMessageTooLarge(error: ConnectError): boolean {
  return (
    error.code === Code.ResourceExhausted && /^message (size \d+ )?is larger than configured/.test(error.rawMessage)
  );
}

/** Returns the configured `readMaxBytes`, or the largest possible message by default. */
export function resolveReadMaxBytes(readMaxBytes: number | undefined): number {
  return Math.min(numberOption("readMaxBytes", readMaxBytes, 0) ?? Infinity, largestMessageBytes);
}
