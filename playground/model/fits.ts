/** Whether a JSON value fits a place without fields of its own. The rules are those of protobuf-es. */
import { type DescEnum, type DescMessage, fromJson, type JsonValue, ScalarType } from "@bufbuild/protobuf";
import {
  BoolValueSchema,
  BytesValueSchema,
  DoubleValueSchema,
  FloatValueSchema,
  Int32ValueSchema,
  Int64ValueSchema,
  StringValueSchema,
  UInt32ValueSchema,
  UInt64ValueSchema,
} from "@bufbuild/protobuf/wkt";
import type { Slot } from "./slot.ts";

/** A slot of its own value: neither a message with fields, nor a list, a map or an Any. */
export type LeafSlot = Exclude<Slot, { kind: "message" | "any" | "list" | "map" }>;

/** Wrappers have the JSON of what they wrap, and are therefore parsers of scalars. */
const wrappers: Readonly<Record<ScalarType, DescMessage>> = {
  [ScalarType.DOUBLE]: DoubleValueSchema,
  [ScalarType.FLOAT]: FloatValueSchema,
  [ScalarType.INT64]: Int64ValueSchema,
  [ScalarType.SINT64]: Int64ValueSchema,
  [ScalarType.SFIXED64]: Int64ValueSchema,
  [ScalarType.UINT64]: UInt64ValueSchema,
  [ScalarType.FIXED64]: UInt64ValueSchema,
  [ScalarType.INT32]: Int32ValueSchema,
  [ScalarType.SINT32]: Int32ValueSchema,
  [ScalarType.SFIXED32]: Int32ValueSchema,
  [ScalarType.UINT32]: UInt32ValueSchema,
  [ScalarType.FIXED32]: UInt32ValueSchema,
  [ScalarType.BOOL]: BoolValueSchema,
  [ScalarType.STRING]: StringValueSchema,
  [ScalarType.BYTES]: BytesValueSchema,
};

export function fits(slot: LeafSlot, json: JsonValue): boolean {
  switch (slot.kind) {
    case "scalar":
      return fitsScalar(slot.scalar, json);
    case "enum":
      return fitsEnum(slot.enum, json);
    default:
      return accepts(slot.message, json);
  }
}

export function fitsScalar(scalar: ScalarType, json: JsonValue): boolean {
  return json !== null && accepts(wrappers[scalar], json);
}

/** Keys of maps are always strings in JSON. */
export function fitsKey(scalar: ScalarType, key: string): boolean {
  return scalar === ScalarType.BOOL ? key === "true" || key === "false" : fitsScalar(scalar, key);
}

/** Two keys with the same canonical form are the same key: "1" and "01" are. */
export function canonicalKey(scalar: ScalarType, key: string): string {
  if (scalar === ScalarType.STRING || scalar === ScalarType.BOOL || !fitsKey(scalar, key)) {
    return key;
  }
  return /^-?\d+$/.test(key) ? String(BigInt(key)) : String(Number(key));
}

function fitsEnum(desc: DescEnum, json: JsonValue): boolean {
  if (typeof json === "string") {
    return desc.values.some(({ name, jsonName }) => name === json || jsonName === json);
  }
  if (json === null) {
    return desc.typeName === "google.protobuf.NullValue";
  }
  return desc.open
    ? typeof json === "number" && fitsScalar(ScalarType.INT32, json)
    : desc.values.some(({ number }) => number === json);
}

function accepts(schema: DescMessage, json: JsonValue): boolean {
  try {
    fromJson(schema, json);
    return true;
  } catch {
    return false;
  }
}
