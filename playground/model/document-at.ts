/** What is known about the field or the enum value at a position of the editor: for hovering, and for the line below. */
import type { Registry } from "@bufbuild/protobuf";
import type { Text } from "@codemirror/state";
import { type PlaceAt, placeAt } from "./at-path.ts";
import { longestExplored } from "./complete-json.ts";
import { describeEnum, describeField, type EnumFacts, type FieldFacts } from "./describe-field.ts";
import { type JsonNode, stringOf } from "./json-node.ts";
import { parseDraft } from "./parse-draft.ts";
import type { Slot } from "./slot.ts";

export interface DocumentedPlace {
  readonly from: number;
  readonly to: number;
  readonly field: FieldFacts;
  /** The value of an enum at the position. */
  readonly value: EnumFacts | undefined;
}

/** Returns undefined where there is nothing to say. */
export function documentAt(doc: Text, position: number, slot: Slot, registry: Registry): DocumentedPlace | undefined {
  if (doc.length > longestExplored) {
    return undefined;
  }
  const place = placeAt(treeOf(doc), position, slot, registry);
  const field = place.slot?.field;
  const range = rangeOf(place);
  if (!field || !range) {
    return undefined;
  }
  return { ...range, field: describeField(field), value: place.part === "value" ? enumValueAt(place) : undefined };
}

/** In one line: "intervalMs: uint32 = 2 · Pause between sentences". */
export function summarizePlace({ field, value }: DocumentedPlace): string {
  const facts = value ? [value.comment] : [field.comment, ...field.notes];
  const head = `${field.name}: ${field.type} = ${field.number}`;
  const choice = value ? ` · ${value.name} = ${value.number}` : "";
  const isDeprecated = value?.isDeprecated || field.isDeprecated;
  const sentences = facts.filter((text) => text).map((text) => ` · ${text?.replace(/\s+/g, " ")}`);
  return `${head}${choice}${isDeprecated ? " · Deprecated." : ""}${sentences.join("")}`;
}

const trees = new WeakMap<Text, JsonNode>();

/** Documents of the editor never change, so each is parsed once. */
function treeOf(doc: Text): JsonNode | undefined {
  const tree = trees.get(doc) ?? parseDraft(doc.toString());
  if (tree) {
    trees.set(doc, tree);
  }
  return tree;
}

function rangeOf({ part, property, node }: PlaceAt): { from: number; to: number } | undefined {
  if (part === "name") {
    return property && { from: property.nameFrom, to: property.nameTo };
  }
  return node;
}

function enumValueAt({ slot, node }: PlaceAt): EnumFacts | undefined {
  if (slot?.kind !== "enum" || !node) {
    return undefined;
  }
  const name = stringOf(node);
  const index = slot.enum.values.findIndex((value) =>
    name === undefined ? String(value.number) === node.raw : value.name === name || value.jsonName === name,
  );
  return describeEnum(slot.enum)[index];
}
