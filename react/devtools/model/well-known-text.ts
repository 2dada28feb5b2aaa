/** Formats well-known types that have a textual form: timestamps, durations, field masks, and wrappers. */
import type { DescMessage } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { wireFields } from "./wire-fields.ts";

/** @returns undefined for other types and for invalid bytes */
export function wellKnownText({ typeName }: DescMessage, bytes: Uint8Array): string | undefined {
  if (typeName === "google.protobuf.Timestamp" || typeName === "google.protobuf.Duration") {
    const { seconds, nanos } = secondsAndNanos(bytes);
    return typeName === "google.protobuf.Timestamp" ? timestampText(seconds, nanos) : durationText(seconds, nanos);
  }
  if (typeName === "google.protobuf.FieldMask") {
    const decoder = new TextDecoder();
    const { fields, brokenAt } = wireFields(bytes);
    return brokenAt === undefined && fields.every(({ no, type }) => no === 1 && type === WireType.LengthDelimited)
      ? `"${fields.map(({ valueFrom, to }) => decoder.decode(bytes.subarray(valueFrom, to))).join(",")}"`
      : undefined;
  }
  return undefined;
}

function secondsAndNanos(bytes: Uint8Array): { seconds: bigint; nanos: number } {
  let seconds = 0n;
  let nanos = 0;
  for (const { no, type, valueFrom, to } of wireFields(bytes).fields) {
    if (type === WireType.Varint) {
      const reader = new BinaryReader(bytes.subarray(valueFrom, to));
      if (no === 1) {
        seconds = BigInt(reader.int64());
      } else if (no === 2) {
        nanos = reader.int32();
      }
    }
  }
  return { seconds, nanos };
}

function timestampText(seconds: bigint, nanos: number): string | undefined {
  const ms = Number(seconds) * 1000;
  if (!(Math.abs(ms) <= 8.64e15) || nanos < 0 || nanos > 999_999_999) {
    return undefined;
  }
  return new Date(ms).toISOString().replace(/\.000Z$/, `${fraction(nanos)}Z`);
}

function durationText(seconds: bigint, nanos: number): string | undefined {
  if (nanos < -999_999_999 || nanos > 999_999_999) {
    return undefined;
  }
  const sign = seconds < 0n || nanos < 0 ? "-" : "";
  return `${sign}${seconds < 0n ? -seconds : seconds}${fraction(Math.abs(nanos))}s`;
}

/** ".5", ".000000001"; nothing for a whole second. */
function fraction(nanos: number): string {
  return nanos === 0 ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}
