/** Reuses the unchanged parts of a previous result. */
import { type DescField, type DescMessage, type DescOneof, isMessage } from "@bufbuild/protobuf";
import { isBytes, isPlainObject } from "../core/realm.ts";
import { hasProperties, nestedMessage, ownValue, type Properties } from "./nested-message.ts";

/**
 * Shares structure between messages: returns `previous` if both are equal, otherwise `next` with every unchanged part
 * (a nested message, a list, an item, a map, a map value, bytes) replaced by the same object from `previous`.
 * Components that depend on such a part need not render again.
 *
 * Equal means having the same binary form: an unset field differs from one set to its default, -0 differs from 0, NaN
 * equals NaN, and unknown fields count. Lists are compared by index; the order of map entries does not count.
 *
 * Other values (a list of pages, or a result of `select`) are compared by their own properties, as deep as they consist
 * of plain objects, lists, bytes and messages; a Date or another object with internal state is equal only if identical.
 * Neither argument is modified.
 *
 * @example
 * const shared = shareMessage(HatListSchema, previous, next);
 * shared.hats[0] === previous.hats[0]; // if the first hat did not change
 */
export function shareMessage<T>(desc: DescMessage, previous: T | undefined, next: T): T {
  return shareValue(desc, previous, next) as T;
}

/** Returns true if both are equal in the sense of {@link shareMessage}, whatever they are. */
export function areEqual(a: unknown, b: unknown): boolean {
  return Object.is(shareValue(undefined, a, b), a);
}

/** Limits the depth: real data is never deeper, and circular data never ends. */
const maxDepth = 500;

/** Compares a single value, a list, or anything else. */
function shareValue(desc: DescMessage | undefined, previous: unknown, next: unknown, depth = 0): unknown {
  if (Object.is(previous, next)) {
    return previous;
  }
  if (depth > maxDepth) {
    return next;
  }
  if (isBytes(next)) {
    return isBytes(previous) && areSameBytes(previous, next) ? previous : next;
  }
  if (Array.isArray(next)) {
    return Array.isArray(previous) ? shareList(desc, previous, next, depth) : next;
  }
  if (!hasProperties(previous) || !hasProperties(next)) {
    return next;
  }
  if (desc && isMessage(previous, desc) && isMessage(next, desc)) {
    return shareMembers(desc, previous, next);
  }
  return areOfOneKind(previous, next) ? shareEntries(desc, previous, next, depth) : next;
}

/**
 * Returns true if own properties are all that distinguishes them: plain objects, or messages with the same defaults.
 */
function areOfOneKind(a: Properties, b: Properties): boolean {
  const [before, after] = [Object.getPrototypeOf(a), Object.getPrototypeOf(b)];
  return before === after
    ? isPlainObject(b) || isMessage(b)
    : before !== null && after !== null && isPlainObject(a) && isPlainObject(b); // from two realms
}

function shareField(field: DescField, previous: unknown, next: unknown): unknown {
  const nested = nestedMessage(field);
  return field.fieldKind === "map" && hasProperties(previous) && hasProperties(next)
    ? shareEntries(nested, previous, next)
    : shareValue(nested, previous, next);
}

function shareOneof(oneof: DescOneof, previous: unknown, next: unknown): unknown {
  if (!hasProperties(previous) || !hasProperties(next) || previous.case !== next.case) {
    return next;
  }
  const field = oneof.fields.find(({ localName }) => localName === next.case);
  const value = field && shareField(field, previous.value, next.value);
  if (Object.is(value, previous.value)) {
    return previous;
  }
  return Object.is(value, next.value) ? next : { ...next, value };
}

function shareMembers(desc: DescMessage, previous: Properties, next: Properties): unknown {
  let isEqual = true;
  let replaced: Record<string, unknown> | undefined;
  const compare = (name: string, before: unknown, after: unknown, shared: unknown) => {
    isEqual &&= Object.is(shared, before);
    if (!Object.is(shared, after)) {
      replaced ??= {};
      replaced[name] = shared;
    }
  };
  for (const member of desc.members) {
    const name = member.localName;
    const before = ownValue(previous, name);
    const after = ownValue(next, name);
    if (!Object.is(before, after)) {
      const shared = member.kind === "oneof" ? shareOneof(member, before, after) : shareField(member, before, after);
      compare(name, before, after, shared);
    }
  }
  const before = unknownFields(previous);
  const after = unknownFields(next);
  compare("$unknown", before, after, shareValue(undefined, before, after));
  if (isEqual) {
    return previous;
  }
  // The prototype holds the defaults of unset fields.
  return replaced ? Object.assign(Object.create(Object.getPrototypeOf(next)), next, replaced) : next;
}

/** Returns the unknown fields, or undefined for none: on the wire, an empty list is the same. */
function unknownFields(message: Properties): unknown {
  const unknown = ownValue(message, "$unknown");
  return Array.isArray(unknown) && unknown.length > 0 ? unknown : undefined;
}

function shareList(
  desc: DescMessage | undefined,
  previous: readonly unknown[],
  next: readonly unknown[],
  depth: number,
): unknown {
  let isEqual = previous.length === next.length;
  let copy: unknown[] | undefined;
  next.forEach((item, index) => {
    const shared = shareValue(desc, previous[index], item, depth + 1);
    isEqual &&= Object.is(shared, previous[index]);
    if (!Object.is(shared, item)) {
      copy ??= [...next];
      copy[index] = shared;
    }
  });
  return isEqual ? previous : (copy ?? next);
}

/** Compares the entries of a map, or the properties of an object. */
function shareEntries(desc: DescMessage | undefined, previous: Properties, next: Properties, depth = 0): unknown {
  const names = Object.keys(next);
  let isEqual = Object.keys(previous).length === names.length;
  let copy: Record<string, unknown> | undefined;
  for (const name of names) {
    const before = ownValue(previous, name);
    const shared = shareValue(desc, before, next[name], depth + 1);
    isEqual &&= Object.is(shared, before);
    if (!Object.is(shared, next[name])) {
      // A message's prototype may hold the defaults of unset fields.
      copy ??= Object.setPrototypeOf({ ...next }, Object.getPrototypeOf(next)) as Record<string, unknown>;
      // Not an assignment: the name may be "__proto__".
      Object.defineProperty(copy, name, { value: shared, writable: true, enumerable: true, configurable: true });
    }
  }
  return isEqual ? previous : (copy ?? next);
}

function areSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index]);
}
