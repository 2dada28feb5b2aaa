/** Computes the delay before a retry, from a random backoff and what the server asks for. */
import { BinaryReader } from "@bufbuild/protobuf/wire";
import type { ConnectError } from "../core/connect-error.ts";
import { retryAfterMs } from "../protocol/retry-after.ts";

/** Returns the milliseconds to wait, given the longest backoff; undefined if the server forbids a retry. */
export function retryDelayMs(error: ConnectError, backoffMs: number): number | undefined {
  const pushback = error.metadata.get("grpc-retry-pushback-ms");
  if (pushback !== null) {
    return /^\s*\d+\s*$/.test(pushback) ? Number(pushback) : undefined;
  }
  return Math.max(Math.random() * backoffMs, retryAfterMs(error), retryInfoMs(error));
}

/**
 * Returns the delay of a google.rpc.RetryInfo among the details; 0 without one. Decoded by hand, because generated code
 * for its three fields would cost more.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
function retryInfoMs({ details }: ConnectError): number {
  let longest = 0;
  for (const { type, value } of details) {
    if (type === "google.rpc.RetryInfo") {
      try {
        longest = Math.max(longest, ...durationsMs(value));
      } catch {
        // A malformed detail is ignored: the error itself matters more.
      }
    }
  }
  return longest;
}

/** Returns the values of field 1, retry_delay: { int64 seconds = 1; int32 nanos = 2; } */
function durationsMs(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (const [number, reader] of fields(bytes)) {
    if (number === 1) {
      let ms = 0;
      for (const [part, value] of fields(reader.bytes())) {
        const count = Number(part === 1 ? value.int64() : value.int32());
        ms += part === 1 ? count * 1000 : count / 1e6;
      }
      found.push(ms);
    }
  }
  return found;
}

/** Yields fields 1 and 2, each with the reader positioned at the field's value. */
function* fields(bytes: Uint8Array): Generator<[number: number, reader: BinaryReader]> {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number <= 2) {
      yield [number, reader];
    } else {
      reader.skip(wireType);
    }
  }
}
