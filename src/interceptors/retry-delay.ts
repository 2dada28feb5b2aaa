/** How long to wait before another attempt: a random time, and what the server says. */
import { BinaryReader } from "@bufbuild/protobuf/wire";
import type { ConnectError } from "../core/connect-error.ts";
import { retryAfterMs } from "../protocol/retry-after.ts";

/** Milliseconds to wait, given the longest random time; undefined if the server wants no other attempt. */
export function retryDelayMs(error: ConnectError, backoffMs: number): number | undefined {
  const pushback = error.metadata.get("grpc-retry-pushback-ms");
  if (pushback !== null) {
    return /^\s*\d+\s*$/.test(pushback) ? Number(pushback) : undefined;
  }
  return Math.max(Math.random() * backoffMs, retryAfterMs(error), retryInfoMs(error));
}

/**
 * What a google.rpc.RetryInfo among the details says; 0 if there is none. Read by hand: two fields of two messages.
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
        // The error is what matters; a detail that is broken says nothing.
      }
    }
  }
  return longest;
}

/** The values of field 1, retry_delay: { int64 seconds = 1; int32 nanos = 2; } */
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

/** The fields numbered 1 and 2, of whose values the reader is at the start. */
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
