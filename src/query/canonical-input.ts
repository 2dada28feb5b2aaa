/** A request message as plain JSON: the part of a query key that tells one input from another. */
import {
  create,
  type DescField,
  type DescMessage,
  type DescOneof,
  isMessage,
  type JsonObject,
  type JsonValue,
  type MessageInitShape,
} from "@bufbuild/protobuf";
import { isBytes } from "../core/realm.ts";
import { encodeBase64 } from "../wire/base64.ts";
import { jsonNumber } from "./json-number.ts";
import { hasProperties, nestedMessage, ownValue, type Properties } from "./nested-message.ts";

export interface CanonicalInputOptions {
  /** True for a filter: only what the caller named counts. The default is false: a complete message. */
  readonly isPartial?: boolean;
}

/**
 * A request as plain JSON, the same for the fields of a message and for the message created from them.
 *
 * TanStack Query hashes this to find a query, and compares it field by field to filter queries. So it differs from the
 * JSON format of protobuf, which leaves out defaults and cannot write an Any without knowing its type:
 *
 * - Fields go by their local name. One without presence is always there, also with its default, so that a filter can
 *   tell `{ page: 0n }` from a filter that does not name the page. One with presence is there if it is set.
 * - 64-bit integers are text, bytes base64, enums numbers; NaN, the infinities and -0 are text.
 * - A list is `[length, ...items]`, for TanStack lets a list match every list that begins with it. An empty list and an
 *   empty map are null, for TanStack lets `[]` and `{}` match everything.
 * - A oneof is `{ case, value }`, or null if no field is selected.
 * - Fields that this side does not know are under "~unknown".
 *
 * The partial form has only the fields that the caller named, at every depth, and matches every complete form that has
 * the same values. It names entries of a map like fields of a message, and a list as a whole. A message in it, at any
 * depth, names what it has set: of a field without presence that has its default, nobody can tell whether it was named,
 * and if it counted, a filter from a message would hardly find anything.
 *
 * Never throws. What cannot be read at all (a getter that throws, a message that contains itself) becomes "~malformed":
 * the call will fail with a better error than a query key could.
 *
 * @example
 * canonicalInput(SearchRequestSchema, { query: "hat" }); // { query: "hat", page: "0", tags: null }
 * canonicalInput(SearchRequestSchema, { query: "hat" }, { isPartial: true }); // { query: "hat" }
 * canonicalInput(SearchRequestSchema, { page: 0n }, { isPartial: true }); // { page: "0" }
 * canonicalInput(SearchRequestSchema, create(SearchRequestSchema, { page: 0n }), { isPartial: true }); // {}
 */
export function canonicalInput<D extends DescMessage>(
  desc: D,
  input: MessageInitShape<D>,
  { isPartial = false }: CanonicalInputOptions = {},
): JsonValue {
  try {
    return canonicalValue(desc, isPartial ? input : create(desc, input), isPartial);
  } catch {
    return "~malformed";
  }
}

function canonicalMessage(desc: DescMessage, message: Properties, isPartial: boolean): JsonObject {
  const unset = isPartial && isMessage(message) ? canonicalMessage(desc, create(desc), false) : {};
  const canonical: JsonObject = {};
  for (const member of desc.members) {
    const value = ownValue(message, member.localName) ?? undefined; // `create` takes null for unset
    if (value !== undefined) {
      const form =
        member.kind === "oneof" ? canonicalOneof(member, value, isPartial) : canonicalField(member, value, isPartial);
      if (form !== unset[member.localName]) {
        canonical[member.localName] = form;
      }
    }
  }
  const unknown = ownValue(message, "$unknown");
  if (Array.isArray(unknown) && unknown.length > 0) {
    canonical["~unknown"] = canonicalValue(undefined, unknown, isPartial); // no field's name has a tilde
  }
  return canonical;
}

function canonicalOneof(oneof: DescOneof, selection: unknown, isPartial: boolean): JsonValue {
  const { case: name, value } = selection as { case?: unknown; value?: unknown };
  const field = oneof.fields.find(({ localName }) => localName === name);
  if (!field) {
    return null;
  }
  // A filter may ask for the case alone.
  return value === undefined || value === null
    ? { case: field.localName }
    : { case: field.localName, value: canonicalField(field, value, isPartial) };
}

function canonicalField(field: DescField, value: unknown, isPartial: boolean): JsonValue {
  const nested = nestedMessage(field);
  if (field.fieldKind === "list" && Array.isArray(value) && value.length === 0) {
    return null;
  }
  if (field.fieldKind === "map" && hasProperties(value)) {
    return Object.keys(value).length === 0 ? null : canonicalEntries(nested, value, isPartial);
  }
  return canonicalValue(nested, value, isPartial);
}

/** A single value, a list of them, or JSON. Told apart by what they are, because a malformed input may hold anything. */
function canonicalValue(desc: DescMessage | undefined, value: unknown, isPartial: boolean): JsonValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return jsonNumber(value);
    case "bigint":
      return String(value);
  }
  if (isBytes(value)) {
    return encodeBase64(value);
  }
  if (Array.isArray(value)) {
    return [value.length, ...value.map((item) => canonicalValue(desc, item, isPartial))];
  }
  if (!hasProperties(value)) {
    return null;
  }
  return desc ? canonicalMessage(desc, value, isPartial) : canonicalEntries(undefined, value, isPartial);
}

function canonicalEntries(desc: DescMessage | undefined, entries: Properties, isPartial: boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).map(([key, value]) => [canonicalKey(key), canonicalValue(desc, value, isPartial)]),
  );
}

/** TanStack loses a key "__proto__" while it sorts the keys. The tilde in front of a tilde keeps all keys different. */
function canonicalKey(key: string): string {
  return key === "__proto__" || key.startsWith("~") ? `~${key}` : key;
}
