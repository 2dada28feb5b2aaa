/** Converts a request message to plain JSON: the part of a query key that distinguishes inputs. */
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
  /**
   * True for a filter, which contains only the fields that the caller named. Default: false, for a complete message.
   */
  readonly isPartial?: boolean;
}

/**
 * Converts a request to plain JSON, with the same result for the fields of a message and for the message created from
 * them.
 *
 * TanStack Query finds a query by the hash of this value, and filters queries by comparing it field by field. So it
 * differs from protobuf's JSON format, which omits defaults and cannot encode an Any of unknown type:
 *
 * - Fields have their local names. Those without presence are always included, even with their defaults, so that the
 *   filter `{ page: 0n }` differs from one that does not name the page. Those with presence are included if set.
 * - 64-bit integers are strings, bytes base64, enums numbers; NaN, the infinities and -0 are strings.
 * - A list is `[length, ...items]`, because in TanStack a list matches every list that starts with it. Empty lists and
 *   maps are null, because `[]` and `{}` would match everything.
 * - A oneof is `{ case, value }`, or null if no field is selected.
 * - Unknown fields are under "~unknown".
 *
 * The partial form has only the fields that the caller named, at every depth, and matches every complete form with the
 * same values. Map entries are treated like fields of a message, a list as a whole. A message, at any depth, names the
 * fields it has set, but not those without presence that have their default: they may not have been named, and if they
 * counted, a filter made from a message would match almost nothing.
 *
 * Never throws. Unreadable input (a getter that throws, a message that contains itself) becomes "~malformed", because
 * the call will fail with a better error.
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
    const value = ownValue(message, member.localName) ?? undefined; // `create` treats null as unset
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
    canonical["~unknown"] = canonicalValue(undefined, unknown, isPartial); // no field name has a tilde
  }
  return canonical;
}

function canonicalOneof(oneof: DescOneof, selection: unknown, isPartial: boolean): JsonValue {
  const { case: name, value } = selection as { case?: unknown; value?: unknown };
  const field = oneof.fields.find(({ localName }) => localName === name);
  if (!field) {
    return null;
  }
  // A filter may name just the case.
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

/**
 * Converts a single value, a list, or JSON. Distinguished by value, not by type, because malformed input may hold
 * anything.
 */
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

/** Escapes keys, because TanStack loses "__proto__" when it sorts them. The extra tilde keeps all keys distinct. */
function canonicalKey(key: string): string {
  return key === "__proto__" || key.startsWith("~") ? `~${key}` : key;
}
