/** Finds nested messages, as protobuf-es represents them. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import { isBytes } from "../core/realm.ts";

/**
 * Returns the type of a message field, of the items of a list, or of the values of a map.
 *
 * Undefined if there is none: for scalars and enums, and for the two types that protobuf-es unwraps. A wrapper such as
 * google.protobuf.Int64Value is the bare scalar, except in lists, maps and oneofs; a google.protobuf.Struct is a plain
 * JSON object, except inside google.protobuf.Value.
 */
export function nestedMessage(field: DescField): DescMessage | undefined {
  const { message } = field;
  if (!message || (field.fieldKind === "message" && !field.oneof && isWrapperDesc(message))) {
    return undefined;
  }
  const isPlainJson =
    message.typeName === "google.protobuf.Struct" && field.parent.typeName !== "google.protobuf.Value";
  return isPlainJson ? undefined : message;
}

/** Anything whose properties can be read by name. */
export type Properties = Readonly<Record<string, unknown>>;

/** Returns true for an object that is neither a list nor bytes. */
export function hasProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isBytes(value);
}

/**
 * Returns an own property. Messages with explicit presence inherit the defaults of unset fields from their prototype,
 * and every object inherits a `constructor`.
 */
export function ownValue(object: Properties, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
