/**
 * Says whether, and why, a compiled reader may treat bytes otherwise than protobuf-es. These are all the reasons there are:
 * see docs/compiled-codecs.md, "Differences".
 */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { isDelimited, wireScalarOf, wireTypeOf } from "../fields.ts";

export type Irregularity = "wire type" | "length" | "closed enum";

class Found extends Error {
  readonly why: Irregularity;
  constructor(why: Irregularity) {
    super(why);
    this.why = why;
  }
}

/** Undefined if protobuf-es has to agree in every respect, also about refusing. */
export function irregularityOf(message: DescMessage, bytes: Uint8Array): Irregularity | undefined {
  try {
    walk(message, new BinaryReader(bytes), bytes.length, undefined);
    return undefined;
  } catch (error) {
    return error instanceof Found ? error.why : undefined; // else both refuse
  }
}

function walk(message: DescMessage, reader: BinaryReader, end: number, group: number | undefined): void {
  let hasUnknown = false;
  let hasUnknownValue = false;
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = message.fields.find((one) => one.number === number);
    if (wireType === WireType.EndGroup) {
      if (number === group) {
        break;
      }
      if (group !== undefined || field) {
        throw new Found("wire type");
      }
    }
    if (!field) {
      reader.skip(wireType, number, 90);
      hasUnknown = true;
    } else {
      hasUnknownValue = walkField(field, wireType, reader, end) || hasUnknownValue;
    }
    checkEnd(reader, end);
  }
  if (hasUnknown && hasUnknownValue) {
    throw new Found("closed enum");
  }
}

/** What ends beyond the end of the input is refused by both. */
function checkEnd(reader: BinaryReader, end: number): void {
  if (reader.pos > end && reader.pos <= reader.len) {
    throw new Found("length");
  }
}

/** Returns true for a value that a closed enum does not know. */
function walkField(field: DescField, wireType: number, reader: BinaryReader, end: number): boolean {
  const scalar = field.fieldKind === "map" ? undefined : wireScalarOf(field);
  const expected = scalar ? wireTypeOf(scalar) : isDelimited(field) ? WireType.StartGroup : WireType.LengthDelimited;
  const isPacked = field.fieldKind === "list" && scalar !== undefined && wireType === WireType.LengthDelimited;
  if (wireType !== expected && !isPacked) {
    throw new Found("wire type");
  }
  if (wireType === WireType.StartGroup) {
    walk(field.message as DescMessage, reader, reader.len, field.number);
    return false;
  }
  if (wireType !== WireType.LengthDelimited) {
    const value = wireType === WireType.Varint ? BigInt.asIntN(32, BigInt(reader.int64())) : reader.skip(wireType);
    return (
      field.fieldKind === "enum" && !field.enum.open && !field.enum.values.some((one) => BigInt(one.number) === value)
    );
  }
  const stop = reader.uint32() + reader.pos;
  if (stop > end && stop <= reader.len) {
    throw new Found("length");
  }
  if (field.fieldKind === "map") {
    walkEntry(field, reader, stop);
  } else if (field.message) {
    walk(field.message, reader, stop, undefined);
  } else if (scalar !== undefined && isPacked && expected !== WireType.LengthDelimited) {
    while (reader.pos < stop) {
      reader.skip(expected);
      checkEnd(reader, stop);
    }
  } else {
    reader.pos = stop;
    if (stop > reader.len) {
      throw new RangeError("premature EOF");
    }
  }
  checkEnd(reader, stop);
  return false;
}

function walkEntry(field: DescField & { fieldKind: "map" }, reader: BinaryReader, stop: number): void {
  const scalar = wireScalarOf(field);
  const expected = [wireTypeOf(field.mapKey), scalar ? wireTypeOf(scalar) : WireType.LengthDelimited];
  while (reader.pos < stop) {
    const [number, wireType] = reader.tag();
    const isKnown = number === 1 || number === 2;
    if (isKnown && wireType !== expected[number - 1]) {
      throw new Found("wire type");
    }
    if (number === 2 && field.message) {
      const end = reader.uint32() + reader.pos;
      if (end > stop && end <= reader.len) {
        throw new Found("length");
      }
      walk(field.message, reader, end, undefined);
    } else {
      reader.skip(wireType, number, 90);
    }
    checkEnd(reader, stop);
  }
}
