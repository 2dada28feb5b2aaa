/** Finds every part of a JSON text that does not fit a message type, and says what would. */
import type { DescField, DescMessage, DescOneof, JsonValue, Registry } from "@bufbuild/protobuf";
import { childSlot } from "./at-path.ts";
import { isRequired } from "./describe-field.ts";
import { expectation, firstNames } from "./expectation.ts";
import { canonicalKey, fits, fitsKey } from "./fits.ts";
import { type JsonNode, jsonOf, propertyNamed, stringOf } from "./json-node.ts";
import { allowsNull, fieldNamed, packedSlot, type Slot, typeNameOf } from "./slot.ts";
import { takesOneof } from "./takes-oneof.ts";

export interface Misfit {
  readonly from: number;
  readonly to: number;
  /** A sentence, without line and column. */
  readonly reason: string;
  /** "hint" for what is valid but deprecated. */
  readonly severity: "error" | "hint";
  /** A required field is missing, which only writing the message would tell. */
  readonly isMissing?: boolean;
}

interface Search {
  readonly registry: Registry;
  readonly found: Misfit[];
  readonly most: number;
}

/** Returns the misfits in the order of the text, at most this many. The text has to be JSON. */
export function listMisfits(root: JsonNode, slot: Slot, registry: Registry, most = 100): readonly Misfit[] {
  const search: Search = { registry, found: [], most };
  checkNode(root, slot, search);
  return search.found.sort((a, b) => a.from - b.from).slice(0, most);
}

const shapes: Partial<Record<Slot["kind"], JsonNode["kind"]>> = {
  message: "object",
  any: "object",
  map: "object",
  list: "array",
};

function checkNode(node: JsonNode, slot: Slot, search: Search): void {
  if (search.found.length >= search.most || node.kind === "broken" || isUnset(node, slot)) {
    return;
  }
  const shape = shapes[slot.kind];
  if (shape && node.kind !== shape) {
    addUnexpected(node, slot, search);
    return;
  }
  if (slot.kind === "message") {
    checkMessage(node, slot.message, search);
  } else if (slot.kind === "any") {
    checkAny(node, slot, search);
  } else if (slot.kind === "map") {
    checkMap(node, slot, search);
  } else if (slot.kind === "list") {
    for (const item of node.items) {
      checkNode(item, slot.item, search);
    }
  } else if (!fits(slot, jsonOf(node) as JsonValue)) {
    addUnexpected(node, slot, search);
  }
}

/** Null stands for a field that is not set, but not for an element of a list or the value of an entry. */
function isUnset({ raw }: JsonNode, slot: Slot): boolean {
  const { kind, field } = slot;
  const isPart = (field?.fieldKind === "list" && kind !== "list") || (field?.fieldKind === "map" && kind !== "map");
  return raw === "null" && field !== undefined && !isPart && !allowsNull(slot);
}

function checkMessage(object: JsonNode, message: DescMessage, search: Search): void {
  const seen = new Set<DescField | DescOneof>();
  for (const property of object.properties) {
    const { name, nameFrom, nameTo, value } = property;
    const place = { from: nameFrom, to: nameTo };
    const field = fieldNamed(message, name);
    if (!field) {
      if (!isExtension(name, message, search)) {
        add(search, place, unknownField(message, shown({ ...property, raw: JSON.stringify(name) })));
      }
      continue;
    }
    if (seen.has(field)) {
      add(search, place, `Field "${field.jsonName}" is set twice: remove one of the two.`);
    }
    const { oneof } = field;
    if (oneof && takesOneof(field, property)) {
      if (seen.has(oneof) && !seen.has(field)) {
        const names = oneof.fields.map(({ jsonName }) => jsonName).join(", ");
        add(search, place, `Only one field of the oneof "${oneof.name}" can be set: ${names}.`);
      }
      seen.add(oneof);
    }
    seen.add(field);
    if (field.deprecated) {
      add(search, place, `Field "${field.jsonName}" of ${message.typeName} is deprecated.`, "hint");
    }
    const slot = value && childSlot({ kind: "message", message }, object, name, search.registry);
    if (slot) {
      checkNode(value, slot, search);
    }
  }
  for (const field of message.fields) {
    if (isRequired(field) && !seen.has(field)) {
      const reason = `Field "${field.jsonName}" of ${message.typeName} is required.`;
      search.found.push({ from: object.from, to: object.to, reason, severity: "error", isMissing: true });
    }
  }
}

function checkMap(object: JsonNode, slot: Extract<Slot, { kind: "map" }>, search: Search): void {
  const seen = new Set<string>();
  for (const property of object.properties) {
    const { name, nameFrom, nameTo, value } = property;
    const place = { from: nameFrom, to: nameTo };
    const key = canonicalKey(slot.key, name);
    const shownKey = shown({ ...property, raw: JSON.stringify(name) });
    if (!fitsKey(slot.key, name)) {
      add(search, place, `${subject(slot)}expected ${expectation(slot)}, got ${shownKey}.`);
    } else if (seen.has(key)) {
      add(search, place, `${subject(slot)}the key ${shownKey} occurs twice: remove one of the two.`);
    }
    seen.add(key);
    if (value) {
      checkNode(value, slot.item, search);
    }
  }
}

function checkAny(object: JsonNode, slot: Slot, search: Search): void {
  const type = propertyNamed(object, "@type");
  const typeUrl = stringOf(type?.value);
  const packed = packedSlot(typeUrl, search.registry);
  if (!packed) {
    if (object.properties.length > 0 && type?.value?.kind !== "broken") {
      const problem = typeUrl ? `the type ${typeNameOf(typeUrl)} is not in this schema` : `"@type" has to name a type`;
      add(search, type?.value ?? object, `${subject(slot)}${problem}.`);
    }
    return;
  }
  const properties = object.properties.filter(({ name }) => name !== "@type");
  if (packed.kind === "message") {
    checkMessage({ ...object, properties }, packed.message, search);
    return;
  }
  for (const { name, nameFrom, nameTo, value } of properties) {
    if (name === "value" && value) {
      checkNode(value, packed, search);
    } else {
      const place = { from: nameFrom, to: nameTo };
      add(search, place, `An Any of ${typeNameOf(typeUrl ?? "")} has nothing but "@type" and "value".`);
    }
  }
}

function isExtension(name: string, message: DescMessage, { registry }: Search): boolean {
  const typeName = /^\[(.*)\]$/.exec(name)?.[1];
  return typeName !== undefined && registry.getExtension(typeName)?.extendee.typeName === message.typeName;
}

function unknownField({ typeName, fields }: DescMessage, name: string): string {
  const known = firstNames(fields);
  return `${typeName} has no field ${name}${known ? `; it has ${known}` : ""}.`;
}

function addUnexpected(node: JsonNode, slot: Slot, search: Search): void {
  add(search, node, `${subject(slot)}expected ${expectation(slot)}, got ${shown(node)}.`);
}

/** "Field "x" of acme.v1.Hat: ". */
function subject({ field, ...slot }: Slot): string {
  if (field) {
    return `Field "${field.jsonName}" of ${field.parent.typeName}: `;
  }
  return slot.kind === "message" ? `Not a valid ${slot.message.typeName}: ` : "";
}

function add(
  { found }: Search,
  { from, to }: { readonly from: number; readonly to: number },
  reason: string,
  severity: Misfit["severity"] = "error",
): void {
  found.push({ from, to, reason, severity });
}

/** What stands in the text, and what was filled in. */
function shown({ raw, written }: Pick<JsonNode, "raw" | "written">): string {
  if (!written) {
    return shortened(raw);
  }
  return `${shortened(written.raw)}, ${written.isSecret ? "a secret" : `which is ${shortened(raw)}`}`;
}

function shortened(raw: string): string {
  const line = raw.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 40)} …` : line;
}
