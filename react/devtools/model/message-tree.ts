/**
 * Decodes a binary message as a tree. It reads the wire format itself, so that each node knows its bytes, and unknown
 * fields and truncated bytes are shown along with the rest.
 */
import type { DescField, DescMessage, Registry } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";
import { formatBytes, plural } from "./format.ts";
import { hexText } from "./hex.ts";
import { enumNode, isPacked, packedNodes, scalarNode } from "./scalar-node.ts";
import { grouped, lazily, note, quoted, type TreeNode } from "./tree.ts";
import { wellKnownText } from "./well-known-text.ts";
import { looksLikeMessage, readableText, type WireField, wireFields } from "./wire-fields.ts";

/** Bytes, and where they begin in the frame. */
export interface Part {
  readonly bytes: Uint8Array;
  readonly offset: number;
}

/** @param desc undefined: all fields are shown by number */
export function messageTree(
  { bytes, offset }: Part,
  desc: DescMessage | undefined,
  registry: Registry | undefined,
): readonly TreeNode[] {
  const { fields, brokenAt } = wireFields(bytes);
  const nodes: TreeNode[] = [];
  const byNumber = new Map<number, WireField[]>();
  for (const field of fields) {
    const known = byNumber.get(field.no);
    known ? known.push(field) : byNumber.set(field.no, [field]);
  }
  const part: Part = { bytes, offset };
  for (const [no, occurrences] of byNumber) {
    const field = desc?.fields.find(({ number }) => number === no);
    nodes.push(
      ...(field
        ? knownNodes(part, field, occurrences, registry)
        : occurrences.map((one) => unknownNode(part, one, registry))),
    );
  }
  if (brokenAt !== undefined) {
    const rest = bytes.subarray(brokenAt);
    nodes.push({
      name: "",
      value: `No valid fields from byte ${brokenAt}: ${hexText(rest)} (${formatBytes(rest.byteLength)})`,
      tone: "problem",
      range: [offset + brokenAt, offset + bytes.byteLength],
    });
  }
  return nodes;
}

/** Returns a message as a node: one line for well-known types, otherwise its fields. */
export function messageNode(name: string, part: Part, desc: DescMessage, registry: Registry | undefined): TreeNode {
  const range = [part.offset, part.offset + part.bytes.byteLength] as const;
  const text = wellKnownText(desc, part.bytes);
  if (text !== undefined) {
    return { name, value: text, tone: "literal", hint: shortName(desc), range };
  }
  if (desc.typeName === "google.protobuf.Any") {
    return anyNode(name, part, desc, registry);
  }
  const { fields, brokenAt } = wireFields(part.bytes);
  const isEmpty = fields.length === 0 && brokenAt === undefined;
  return {
    name,
    value: isEmpty ? "{}" : plural(new Set(fields.map(({ no }) => no)).size, "field"),
    tone: "note",
    hint: shortName(desc),
    range,
    ...(!isEmpty && { children: lazily(() => messageTree(part, desc, registry)) }),
  };
}

/** Returns the content of an Any, decoded with the page's descriptors if possible, otherwise as wire fields. */
function anyNode(name: string, part: Part, desc: DescMessage, registry: Registry | undefined): TreeNode {
  const { fields } = wireFields(part.bytes);
  const lastOf = (no: number) =>
    fields.filter((field) => field.no === no && field.type === WireType.LengthDelimited).at(-1);
  const url = lastOf(1);
  const value = lastOf(2);
  const typeUrl = url ? (readableText(part.bytes.subarray(url.valueFrom, url.to)) ?? "") : "";
  const typeName = typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
  const inner = registry?.getMessage(typeName);
  const range = [part.offset, part.offset + part.bytes.byteLength] as const;
  return {
    name,
    value: typeName || "{}",
    tone: "note",
    hint: "Any",
    range,
    children: lazily(() =>
      inner && value
        ? [
            { name: "@type", value: quoted(typeUrl), tone: "text", whole: () => typeUrl },
            ...messageTree(valuePart(part, value), inner, registry),
          ]
        : messageTree(part, desc, undefined).map((node) =>
            node.name === "value" && value
              ? { ...rawNode("value", valuePart(part, value), registry), hint: "no descriptor" }
              : node,
          ),
    ),
  };
}

function knownNodes(
  part: Part,
  field: DescField,
  occurrences: readonly WireField[],
  registry: Registry | undefined,
): TreeNode[] {
  const name = field.jsonName;
  if (field.fieldKind === "list") {
    const elements = occurrences.flatMap((one) => elementsOf(part, field, one, registry));
    return [listNode(name, elements, part, occurrences)];
  }
  if (field.fieldKind === "map") {
    const entries = occurrences.map((one) => () => mapEntry(valuePart(part, one), field, registry));
    return [{ ...listNode(name, entries, part, occurrences), value: plural(entries.length, "entry", "entries") }];
  }
  return occurrences.map((one, index) => {
    const node = valueNode(name, part, field, one, registry);
    // A field can occur twice on the wire; the last one wins, or they are merged.
    return index < occurrences.length - 1 ? { ...node, hint: `${node.hint ?? ""} set again below`.trim() } : node;
  });
}

function listNode(
  name: string,
  elements: readonly ((index: number) => TreeNode)[],
  part: Part,
  occurrences: readonly WireField[],
): TreeNode {
  const first = occurrences[0];
  const last = occurrences.at(-1);
  return {
    name,
    value: plural(elements.length, "element"),
    tone: "note",
    ...(first && last && { range: [part.offset + first.from, part.offset + last.to] as const }),
    children: lazily(() =>
      grouped(elements.length, (from, to) =>
        elements.slice(from, to).map((make, index) => ({ ...make(from + index), isIndex: true })),
      ),
    ),
  };
}

/** Returns the elements of one field on the wire, which may contain many. */
function elementsOf(
  part: Part,
  field: DescField & { fieldKind: "list" },
  one: WireField,
  registry: Registry | undefined,
): ((index: number) => TreeNode)[] {
  if (isPacked(field, one)) {
    return packedNodes(valuePart(part, one), field);
  }
  return [(index) => valueNode(String(index), part, field, one, registry)];
}

function mapEntry(entry: Part, field: DescField & { fieldKind: "map" }, registry: Registry | undefined): TreeNode {
  const { fields } = wireFields(entry.bytes);
  const key = fields.filter(({ no }) => no === 1).at(-1);
  const value = fields.filter(({ no }) => no === 2).at(-1);
  const keyNode = key && scalarNode("", entry, field.mapKey, key);
  const name = keyNode ? (keyNode.whole?.() ?? keyNode.value) : "";
  if (!value) {
    return { name, value: "default", tone: "note", range: [entry.offset, entry.offset + entry.bytes.byteLength] };
  }
  return valueNode(name, entry, field, value, registry);
}

function valueNode(
  name: string,
  part: Part,
  field: DescField,
  one: WireField,
  registry: Registry | undefined,
): TreeNode {
  if (field.message) {
    if (one.type === WireType.LengthDelimited) {
      return messageNode(name, valuePart(part, one), field.message, registry);
    }
    if (one.type === WireType.StartGroup) {
      return messageNode(name, groupPart(part, one), field.message, registry);
    }
  } else if (field.enum && one.type === WireType.Varint) {
    return enumNode(name, part, field.enum, one);
  } else if (field.scalar !== undefined) {
    return scalarNode(name, part, field.scalar, one);
  }
  return { ...unknownNode(part, one, registry), name, hint: "type differs from schema" };
}

/** Returns a field without a descriptor, with a guess based on its bytes. */
function unknownNode(part: Part, one: WireField, registry: Registry | undefined): TreeNode {
  const name = String(one.no);
  const range = [part.offset + one.from, part.offset + one.to] as const;
  if (one.type === WireType.LengthDelimited) {
    return { ...rawNode(name, valuePart(part, one), registry), range };
  }
  if (one.type === WireType.StartGroup) {
    const group = groupPart(part, one);
    return {
      name,
      value: "group",
      tone: "note",
      hint: "unknown",
      range,
      children: lazily(() => messageTree(group, undefined, registry)),
    };
  }
  return { ...scalarNode(name, part, one.type, one, true), hint: "unknown", range };
}

function rawNode(name: string, part: Part, registry: Registry | undefined): TreeNode {
  const { bytes } = part;
  const text = readableText(bytes);
  // Many short texts could also be messages: one that starts as messages often do is shown as both.
  const children =
    (text === undefined || text < " ") && looksLikeMessage(bytes)
      ? lazily(() => messageTree(part, undefined, registry))
      : undefined;
  const range = [part.offset, part.offset + bytes.byteLength] as const;
  if (text !== undefined) {
    return {
      name,
      value: quoted(text),
      tone: "text",
      hint: "unknown",
      range,
      whole: () => text,
      ...(children && { children }),
    };
  }
  return {
    name,
    value: `${hexText(bytes)} (${formatBytes(bytes.byteLength)})`,
    tone: "bytes",
    hint: "unknown",
    range,
    ...(children && { children }),
  };
}

function valuePart({ bytes, offset }: Part, { valueFrom, to }: WireField): Part {
  return { bytes: bytes.subarray(valueFrom, to), offset: offset + valueFrom };
}

/** Returns a group's content, without the end tag, which is as long as the start tag. */
function groupPart({ bytes, offset }: Part, { from, valueFrom, to }: WireField): Part {
  return { bytes: bytes.subarray(valueFrom, to - (valueFrom - from)), offset: offset + valueFrom };
}

function shortName({ typeName }: DescMessage): string {
  return typeName.slice(typeName.lastIndexOf(".") + 1);
}

/** Returns the fields of a whole message, or a note if it has none. */
export function messageRoots(
  bytes: Uint8Array,
  desc: DescMessage | undefined,
  registry: Registry | undefined,
): readonly TreeNode[] {
  const part = { bytes, offset: 0 };
  const text = desc && wellKnownText(desc, bytes);
  if (text !== undefined || desc?.typeName === "google.protobuf.Any") {
    return [messageNode("", part, desc as DescMessage, registry)];
  }
  const nodes = messageTree(part, desc, registry);
  return nodes.length > 0 ? nodes : [note("All fields have default values.")];
}
