/** What the form changes in the text: one field, one choice, one type. */
import type { DescField } from "@bufbuild/protobuf";
import { initialJson } from "./form-input.ts";
import type { FieldMember, OneofMember } from "./form-members.ts";
import { appendProperty, removeProperty, replaceNode, type TextEdit } from "./json-edit.ts";
import type { JsonNode } from "./json-node.ts";
import { type Slot, slotOfField } from "./slot.ts";

/** Sets a field to this JSON; without JSON, removes it. */
export function setField(text: string, object: JsonNode, member: FieldMember, json: string | undefined): TextEdit {
  const { field, property } = member;
  if (json === undefined) {
    return property ? removeProperty(object, object.properties.indexOf(property)) : nothing(object);
  }
  return property?.value ? replaceNode(property.value, json) : appendProperty(text, object, field.jsonName, json);
}

/** Sets another field of a oneof, or none, in the place of the one that is set. */
export function chooseField(
  text: string,
  object: JsonNode,
  { chosen, fields }: OneofMember,
  field: DescField | undefined,
  json = field && initialJson(slotOfField(field)),
): TextEdit {
  const { property } = chosen ?? {};
  const target = fields.find((member) => member.field === field);
  if (!target || json === undefined) {
    return chosen ? setField(text, object, chosen, undefined) : nothing(object);
  }
  if (!property?.value || target.property) {
    return setField(text, object, target, json);
  }
  const insert = `${JSON.stringify(target.field.jsonName)}: ${json}`;
  return { from: property.nameFrom, to: property.value.to, insert };
}

/** The JSON of an Any that has just got this type. */
export function initialAny(typeName: string, packed: Slot): string {
  const type = `"@type": ${JSON.stringify(`type.googleapis.com/${typeName}`)}`;
  return packed.kind === "message" ? `{ ${type} }` : `{ ${type}, "value": ${initialJson(packed)} }`;
}

function nothing({ from }: JsonNode): TextEdit {
  return { from, to: from, insert: "" };
}
