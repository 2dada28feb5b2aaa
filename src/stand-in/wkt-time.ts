/** Messages of times: as in protobuf-es, with compiled types. */
import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import { create } from "./light.ts";
import { DurationSchema } from "./wkt/duration_pb.ts";
import { TimestampSchema } from "./wkt/timestamp_pb.ts";

const nanosPerMs = 1_000_000;

export function timestampFromMs(timestampMs: number): Timestamp {
  const seconds = Math.floor(timestampMs / 1000);
  return create(TimestampSchema, { seconds: BigInt(seconds), nanos: (timestampMs - seconds * 1000) * nanosPerMs });
}

export function timestampFromDate(date: Date): Timestamp {
  return timestampFromMs(date.getTime());
}

export function timestampNow(): Timestamp {
  return timestampFromMs(Date.now());
}

export function durationFromMs(durationMs: number): Duration {
  const seconds = Math.trunc(durationMs / 1000);
  // A negative zero cannot be encoded as nothing.
  return create(DurationSchema, { seconds: BigInt(seconds), nanos: (durationMs - seconds * 1000) * nanosPerMs || 0 });
}
