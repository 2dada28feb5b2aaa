/** Which parts of a message are messages themselves, in the way protobuf-es represents them. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import { isBytes } from "../core/realm.ts";

/**
 * The type of the message that a field holds, or of the items of a list, or of the values of a map.
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

/** Anything whose properties can be looked at by name. */
export type Properties = Readonly<Record<string, unknown>>;

/** True for an object that is neither a list nor bytes. */
export function hasProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isBytes(value);
}

/**
 * A property that the object has itself. A message with explicit presence inherits the defaults of its unset fields from
 * its prototype, and every object inherits a `constructor`.
 */
export function ownValue(object: Properties, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
