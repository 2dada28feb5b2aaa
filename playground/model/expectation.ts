/** Says in words which JSON a place takes. */
import { ScalarType } from "@bufbuild/protobuf";
import type { Slot } from "./slot.ts";

const listedValues = 12;

/** Completes the sentence "Field x: expected …". */
export function expectation(slot: Slot): string {
  switch (slot.kind) {
    case "message":
      return `an object with the fields of ${slot.message.typeName}`;
    case "any":
      return 'an object with a type, { "@type": "type.googleapis.com/…", … }';
    case "list":
      return "a list, [ … ]";
    case "map":
      return `an object, { … }, with keys that are ${keyText(slot.key)}`;
    case "enum":
      return `${slot.enum.open ? "a value" : "a known value"} of ${slot.enum.typeName}: ${firstNames(slot.enum.values)}`;
    case "scalar":
      return scalarExpectation(slot.scalar);
    case "timestamp":
      return 'a time from year 1 to 9999, such as "2026-01-31T12:00:00Z"';
    case "duration":
      return 'seconds, such as "1.5s"';
    case "fieldMask":
      return 'paths in lowerCamelCase, such as "name,address.zipCode"';
    case "struct":
      return "an object, { … }";
    case "listValue":
      return "a list, [ … ]";
    case "value":
      return "any JSON that protobuf can hold";
  }
}

export function scalarExpectation(scalar: ScalarType): string {
  switch (scalar) {
    case ScalarType.STRING:
      return "a string";
    case ScalarType.BYTES:
      return "bytes in base64, as a string";
    case ScalarType.BOOL:
      return "true or false";
    case ScalarType.DOUBLE:
      return 'a number, "NaN", "Infinity" or "-Infinity"';
    case ScalarType.FLOAT:
      return 'a number up to ±3.4e38, "NaN", "Infinity" or "-Infinity"';
    default: {
      const { least, largest } = integerRange(scalar);
      return `a whole number from ${least} to ${largest}`;
    }
  }
}

export function isLong(scalar: ScalarType): boolean {
  return [ScalarType.INT64, ScalarType.UINT64, ScalarType.FIXED64, ScalarType.SFIXED64, ScalarType.SINT64].includes(
    scalar,
  );
}

function integerRange(scalar: ScalarType): { least: bigint; largest: bigint } {
  const isUnsigned = [ScalarType.UINT32, ScalarType.FIXED32, ScalarType.UINT64, ScalarType.FIXED64].includes(scalar);
  const largest = 2n ** BigInt((isLong(scalar) ? 64 : 32) - (isUnsigned ? 0 : 1)) - 1n;
  return { least: isUnsigned ? 0n : -largest - 1n, largest };
}

function keyText(key: ScalarType): string {
  switch (key) {
    case ScalarType.STRING:
      return "strings";
    case ScalarType.BOOL:
      return '"true" or "false"';
    default:
      return `${scalarExpectation(key).replace(/^a whole number/, "whole numbers")}, in quotes`;
  }
}

/** The first names. All of a long list would bury the sentence that they are in. */
export function firstNames(values: readonly { jsonName: string }[]): string {
  const names = values.slice(0, listedValues).map(({ jsonName }) => jsonName);
  const rest = values.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(", ");
}
