/** Completions for the name of a property. */

import { type DescField, type DescMessage, type Registry, ScalarType } from "@bufbuild/protobuf";
import type { Completion } from "@codemirror/autocomplete";
import type { PlaceAt } from "./at-path.ts";
import { describeField, type FieldFacts, typeText } from "./describe-field.ts";
import { insertName, type Shape, shapeOf } from "./insert-completion.ts";
import { type JsonNode, type JsonProperty, propertyNamed, stringOf } from "./json-node.ts";
import { fieldNamed, packedSlot, slotOfField } from "./slot.ts";
import { takesOneof } from "./takes-oneof.ts";

export function nameCompletions({ owner, property }: PlaceAt, registry: Registry): readonly Completion[] {
  const slot = owner?.slot;
  switch (slot?.kind) {
    case "message":
      return fieldCompletions(slot.message, owner?.object, property);
    case "map":
      return slot.key === ScalarType.BOOL
        ? ["true", "false"].map((key) => nameCompletion(key, "key", shapeOf(slot.item)))
        : [];
    case "any":
      return anyCompletions(owner?.object, property, registry);
    default:
      return [];
  }
}

function anyCompletions(object: JsonNode | undefined, property: JsonProperty | undefined, registry: Registry) {
  const type = propertyNamed(object, "@type");
  if (!type || type === property) {
    return [nameCompletion("@type", "the type of this Any", { before: '"', after: '"', offersValues: true })];
  }
  const packed = packedSlot(stringOf(type.value), registry);
  if (packed?.kind === "message") {
    return fieldCompletions(packed.message, object, property);
  }
  return packed ? [nameCompletion("value", "the value of this Any", shapeOf(packed))] : [];
}

function nameCompletion(label: string, detail: string, shape: Shape): Completion {
  return { label, detail, type: "property", apply: (view, completion) => insertName(view, completion, label, shape) };
}

/** The fields that are not there yet. Those of a oneof that has its field are last, and cannot be chosen. */
function fieldCompletions(
  message: DescMessage,
  object: JsonNode | undefined,
  current: JsonProperty | undefined,
): readonly Completion[] {
  const others = object?.properties.filter((property) => property !== current) ?? [];
  const present = new Map(others.map((property) => [fieldNamed(message, property.name), property]));
  const absent = message.fields.filter((field) => !present.has(field));
  const blocked = absent.filter((field) => blockerOf(field, present));
  const open = absent.filter((field) => !blocked.includes(field));
  return [
    ...open.map((field) => fieldCompletion(field)),
    ...blocked.map((field) => ({
      ...fieldCompletion(field),
      detail: `not beside ${blockerOf(field, present)?.jsonName}: one of ${field.oneof?.name}`,
      type: "unavailable",
      boost: -99,
      apply: () => {},
    })),
  ];
}

function blockerOf(
  { oneof }: DescField,
  present: ReadonlyMap<DescField | undefined, JsonProperty>,
): DescField | undefined {
  return oneof?.fields.find((field) => {
    const property = present.get(field);
    return property !== undefined && takesOneof(field, property);
  });
}

function fieldCompletion(field: DescField): Completion {
  const { jsonName, name } = field;
  return {
    // Found by both names, because a reader of the .proto file knows the other one.
    label: jsonName === name ? jsonName : `${jsonName} ${name}`,
    displayLabel: jsonName,
    detail: typeText(field),
    info: infoText(describeField(field)),
    type: field.deprecated ? "deprecated" : "property",
    boost: field.deprecated ? -50 : 0,
    apply: (view, completion) => insertName(view, completion, jsonName, shapeOf(slotOfField(field))),
  };
}

function infoText({ type, number, comment, isDeprecated, notes }: FieldFacts): string {
  const lines = [`${type} = ${number}`, isDeprecated ? "Deprecated." : "", comment ?? "", ...notes];
  return lines.filter((line) => line !== "").join("\n");
}
