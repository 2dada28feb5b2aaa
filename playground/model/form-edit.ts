/** What the form changes in the text: one field, one choice, one type. */
import type { DescField } from "@bufbuild/protobuf";
import { initialJson } from "./form-input.ts";
import type { FieldMember, OneofMember } from "./form-members.ts";
import { appendProperty, removeProperty, replaceNode, type TextEdit } from "./json-edit.ts";
import type { JsonNode, JsonProperty } from "./json-node.ts";
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
  const target = fields.find((member) => member.field === field);
  if (!target || json === undefined) {
    return chosen ? setField(text, object, chosen, undefined) : nothing(object);
  }
  // Those that are null as well, because they may count.
  const present = fields.flatMap(({ property }) => (property?.value ? [property] : []));
  const place = target.property ?? chosen?.property ?? present[0];
  if (!place?.value) {
    return setField(text, object, target, json);
  }
  const insert = `${JSON.stringify(target.field.jsonName)}: ${json}`;
  const others = present.filter((property) => property !== place);
  return others.length === 0
    ? { from: place.nameFrom, to: place.value.to, insert }
    : keepProperties(text, object, (property) =>
        property === place ? insert : others.includes(property) ? undefined : textOf(text, property),
      );
}

/** Writes an object again, with the spaces between its properties. @param textOfKept undefined for one that goes away */
function keepProperties(
  text: string,
  { from, to, properties }: JsonNode,
  textOfKept: (property: JsonProperty) => string | undefined,
): TextEdit {
  let insert = "";
  let end = from + 1;
  for (const property of properties) {
    const before = insert === "" ? text.slice(from + 1, properties[0]?.nameFrom) : text.slice(end, property.nameFrom);
    const kept = textOfKept(property);
    insert += kept === undefined ? "" : before + kept;
    end = property.value?.to ?? property.nameTo;
  }
  return { from, to, insert: `{${insert}${text.slice(end, to)}` };
}

function textOf(text: string, { nameFrom, nameTo, value }: JsonProperty): string {
  return text.slice(nameFrom, value?.to ?? nameTo);
}

/** The JSON of an Any that has just got this type. */
export function initialAny(typeName: string, packed: Slot): string {
  const type = `"@type": ${JSON.stringify(`type.googleapis.com/${typeName}`)}`;
  return packed.kind === "message" ? `{ ${type} }` : `{ ${type}, "value": ${initialJson(packed)} }`;
}

function nothing({ from }: JsonNode): TextEdit {
  return { from, to: from, insert: "" };
}
