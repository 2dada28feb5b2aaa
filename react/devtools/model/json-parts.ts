/**
 * Writes a message as JSON part by part, so that the page can stop in between, or read only the beginning: protobuf-es
 * writes a message in one go, which takes half a second for 20 MB. The parts together are what it would have written.
 */
import {
  create,
  type DescField,
  type DescMessage,
  type JsonValue,
  type Message,
  type Registry,
  ScalarType,
  toJson,
} from "@bufbuild/protobuf";
import { writeBase64 } from "./read-base64.ts";
import { smallest, weigh } from "./weight.ts";

export interface JsonPartsOptions {
  /** The types that an Any can be. */
  registry?: Registry | undefined;
  /** Includes fields that are 0 or empty. */
  alwaysEmitImplicit?: boolean;
  /** Spaces per level. Default: everything is on one line. */
  indent?: number;
  /** About how many characters are written in one go. */
  partChars?: number;
}

interface Writing {
  readonly json: { readonly registry?: Registry; readonly alwaysEmitImplicit: boolean };
  readonly indent: number;
  readonly partChars: number;
}

type Fields = Message & Record<string, unknown>;

/** FeatureSet_FieldPresence.LEGACY_REQUIRED, without the descriptors of all features. */
const legacyRequired = 3;
/** Divisible by 3, so that the base64 of a part ends without padding. */
const defaultPartChars = 49_152;

/** Throws what protobuf-es throws, such as for an Any of an unknown type. */
export function jsonParts(desc: DescMessage, message: Message, options: JsonPartsOptions = {}): Iterable<string> {
  const { registry, alwaysEmitImplicit = false, indent = 0, partChars = defaultPartChars } = options;
  const json = { alwaysEmitImplicit, ...(registry && { registry }) };
  // What is empty is never large.
  const writing = { json, indent, partChars: Math.max(partChars, smallest) };
  return messageParts(desc, message as Fields, writing, "\n");
}

/** @param line what begins a line at this depth */
function* messageParts(desc: DescMessage, message: Fields, writing: Writing, line: string): Generator<string> {
  const { json, partChars } = writing;
  if (!isDivisible(desc) || weigh(message, partChars) <= partChars) {
    yield jsonText(toJson(desc, message, json), writing, line);
    return;
  }
  const rest = Object.assign(Object.create(Object.getPrototypeOf(message)), message) as Fields;
  const large = new Map<string, { field: DescField; value: unknown }>();
  for (const field of desc.fields) {
    const value = heldBy(message, field);
    if (isLarge(value, partChars)) {
      large.set(field.jsonName, { field, value });
      rest[field.oneof?.localName ?? field.localName] = field.oneof ? { case: undefined } : emptyValue(field);
    }
  }
  const small = toJson(desc, rest, json) as Record<string, JsonValue>;
  // In the order in which protobuf-es writes them: fields by number, then extensions.
  const names = new Set([...desc.fields].sort((a, b) => a.number - b.number).map(({ jsonName }) => jsonName));
  for (const name of Object.keys(small)) {
    names.add(name);
  }
  const inner = line + " ".repeat(writing.indent);
  let mark = "{";
  for (const name of names) {
    const one = large.get(name);
    if (!one && !Object.hasOwn(small, name)) {
      continue;
    }
    yield mark + startOf(writing, inner) + nameText(name, writing);
    mark = ",";
    if (one) {
      yield* fieldParts(desc, one.field, one.value, writing, inner);
    } else {
      yield jsonText(small[name], writing, inner);
    }
  }
  yield mark === "{" ? "{}" : `${startOf(writing, line)}}`;
}

function fieldParts(
  desc: DescMessage,
  field: DescField,
  value: unknown,
  writing: Writing,
  line: string,
): Iterable<string> {
  return field.fieldKind === "list"
    ? manyParts(desc, field, (value as unknown[]).entries(), writing, line)
    : field.fieldKind === "map"
      ? manyParts(desc, field, Object.entries(value as object).values(), writing, line)
      : valueParts(field, value, writing, line);
}

/** The items of a list or the entries of a map: as many at a time as make a part. */
function* manyParts(
  desc: DescMessage,
  field: DescField & { fieldKind: "list" | "map" },
  items: Iterable<[key: number | string, value: unknown]>,
  writing: Writing,
  line: string,
): Generator<string> {
  const isList = field.fieldKind === "list";
  const inner = line + " ".repeat(writing.indent);
  let mark = isList ? "[" : "{";
  let waiting: [key: number | string, value: unknown][] = [];
  let weight = 0;
  const next = () => {
    const start = mark + startOf(writing, inner);
    mark = ",";
    return start;
  };
  const flush = () => {
    const holder = create(desc) as Fields;
    holder[field.localName] = isList ? waiting.map(([, value]) => value) : Object.fromEntries(waiting);
    const written = (toJson(desc, holder, writing.json) as Record<string, JsonValue>)[field.jsonName];
    const texts = Object.entries(written ?? []).map(
      ([key, value]) => next() + (isList ? "" : nameText(key, writing)) + jsonText(value, writing, inner),
    );
    waiting = [];
    weight = 0;
    return texts.join("");
  };
  for (const [key, value] of items) {
    const added = weigh(value, writing.partChars) + String(key).length;
    if (waiting.length > 0 && weight + added > writing.partChars) {
      yield flush();
    }
    if (isLarge(value, writing.partChars)) {
      yield next() + (isList ? "" : nameText(String(key), writing));
      yield* valueParts(field, value, writing, inner);
    } else {
      waiting.push([key, value]);
      weight += added;
    }
  }
  if (waiting.length > 0) {
    yield flush();
  }
  yield startOf(writing, line) + (isList ? "]" : "}");
}

/** A single value that is large. */
function* valueParts(field: DescField, value: unknown, writing: Writing, line: string): Generator<string> {
  if (field.message && !isUnwrapped(field.message)) {
    yield* messageParts(field.message, value as Fields, writing, line);
    return;
  }
  if (typeof value === "string") {
    yield* stringParts(value, writing.partChars);
    return;
  }
  if (value instanceof Uint8Array) {
    const step = Math.max(3, writing.partChars - (writing.partChars % 3));
    yield '"';
    for (let at = 0; at < value.byteLength; at += step) {
      yield writeBase64(value.subarray(at, at + step));
    }
    yield '"';
    return;
  }
  // A google.protobuf.Struct, which is JSON already.
  yield jsonText(value as JsonValue, writing, line);
}

function* stringParts(text: string, partChars: number): Generator<string> {
  yield '"';
  for (let at = 0; at < text.length; ) {
    let end = at + partChars;
    // The halves of a character would be escaped.
    if (isHighSurrogate(text.charCodeAt(end - 1))) {
      end++;
    }
    yield JSON.stringify(text.slice(at, end)).slice(1, -1);
    at = end;
  }
  yield '"';
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLarge(value: unknown, partChars: number): boolean {
  return (typeof value === "string" || typeof value === "object") && weigh(value, partChars) > partChars;
}

/** False for a message whose JSON is not an object with its fields, and if protobuf-es insists on seeing all of it. */
function isDivisible(desc: DescMessage): boolean {
  return (
    !desc.typeName.startsWith("google.protobuf.") && desc.fields.every(({ presence }) => presence !== legacyRequired)
  );
}

/** In a field, these types are not messages. */
function isUnwrapped({ typeName }: DescMessage): boolean {
  return typeName === "google.protobuf.Struct" || /^google\.protobuf\.(String|Bytes)Value$/.test(typeName);
}

function heldBy(message: Fields, field: DescField): unknown {
  if (field.oneof) {
    const chosen = message[field.oneof.localName] as { case?: string; value?: unknown };
    return chosen.case === field.localName ? chosen.value : undefined;
  }
  return Object.hasOwn(message, field.localName) ? message[field.localName] : undefined;
}

/** Nothing to write, or nothing that takes long. */
function emptyValue(field: DescField): unknown {
  switch (field.fieldKind) {
    case "list":
      return [];
    case "map":
      return {};
    case "scalar":
      return field.scalar === ScalarType.STRING ? "" : new Uint8Array();
    default:
      return undefined;
  }
}

function jsonText(value: JsonValue | undefined, { indent }: Writing, line: string): string {
  const text = JSON.stringify(value, null, indent);
  return indent > 0 ? text.replaceAll("\n", line) : text;
}

function nameText(name: string, { indent }: Writing): string {
  return `${JSON.stringify(name)}:${indent > 0 ? " " : ""}`;
}

function startOf({ indent }: Writing, line: string): string {
  return indent > 0 ? line : "";
}
