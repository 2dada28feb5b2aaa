/** The members of a message as the form shows them: its fields, its oneofs, and keys that it does not know. */
import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import { type JsonNode, type JsonProperty, propertyNamed } from "./json-node.ts";
import { allowsNull, fieldNamed, type Slot, slotOfField } from "./slot.ts";

export interface FieldMember {
  readonly kind: "field";
  readonly field: DescField;
  readonly slot: Slot;
  /** The property in the text, even if it is null. */
  readonly property: JsonProperty | undefined;
  /** The value, undefined if the field is not set. */
  readonly value: JsonNode | undefined;
}

export interface OneofMember {
  readonly kind: "oneof";
  readonly oneof: DescOneof;
  readonly fields: readonly FieldMember[];
  /** The field that is set. */
  readonly chosen: FieldMember | undefined;
}

export type Member = FieldMember | OneofMember;

export function membersOf(message: DescMessage, object: JsonNode | undefined): readonly Member[] {
  return message.members.map((member) => {
    if (member.kind === "field") {
      return fieldMember(member, object);
    }
    const fields = member.fields.map((field) => fieldMember(field, object));
    return { kind: "oneof", oneof: member, fields, chosen: fields.find(({ value }) => value) };
  });
}

/** The names of properties that are no fields: the form keeps them. */
export function unknownKeys(message: DescMessage, object: JsonNode | undefined): readonly string[] {
  return (object?.properties ?? []).map(({ name }) => name).filter((name) => !fieldNamed(message, name));
}

function fieldMember(field: DescField, object: JsonNode | undefined): FieldMember {
  const slot = slotOfField(field);
  const property = propertyNamed(object, field.jsonName, field.name);
  const isSet = property?.value && (property.value.raw !== "null" || allowsNull(slot));
  return { kind: "field", field, slot, property, value: isSet ? property.value : undefined };
}
