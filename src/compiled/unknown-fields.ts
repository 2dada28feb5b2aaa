/** Keeps what a message does not know, so that it is written again. */
import type { AnyMessage } from "./compiled-type.ts";
import { leaveGroup, remainingOptions, takeField } from "./reader.ts";
import { appendRaw, isWritingUnknown, writeTag } from "./writer.ts";

/** Reads what the message does not know. Returns true if it is the tag that ends the message, a group. */
export function readUnknown(message: AnyMessage, tag: number, group: number): boolean {
  if (tag === group && tag !== 0) {
    leaveGroup();
    return true;
  }
  const data = takeField(tag);
  if (data) {
    keep(message, tag, data);
  }
  return false;
}

function keep(message: AnyMessage, tag: number, data: Uint8Array): void {
  // biome-ignore lint/suspicious/noAssignInExpressions: created with the first one
  (message.$unknown ??= []).push({ no: tag >>> 3, wireType: tag & 7, data });
}

/** Returns true if a closed enum knows the value. One that it does not know goes to the unknown fields. */
export function isKnown(message: AnyMessage, tag: number, values: readonly number[], value: number): boolean {
  if (values.includes(value)) {
    return true;
  }
  if (remainingOptions().readUnknownFields) {
    keep(message, tag, varintOf(value));
  }
  return false;
}

/** The varint of an int32: ten bytes if it is negative. */
function varintOf(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) {
    bytes.push(Number(rest & 127n) | 128);
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

export function writeUnknown(message: AnyMessage): void {
  if (isWritingUnknown()) {
    for (const { no, wireType, data } of message.$unknown ?? []) {
      writeTag(((no << 3) | wireType) >>> 0);
      appendRaw(data);
    }
  }
}
