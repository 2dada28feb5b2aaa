/** What belongs at a position in JSON text, from the type of the whole: for completion and documentation. */
import type { Registry } from "@bufbuild/protobuf";
import { type JsonNode, type JsonProperty, propertyNamed, stringOf } from "./json-node.ts";
import { type Slot, slotOfProperty } from "./slot.ts";

export interface PlaceAt {
  /** "name": at the name of a property of an object; "value": at a value. */
  readonly part: "name" | "value";
  /** What may stand there; for a name, what its value may be. Undefined if the type does not say. */
  readonly slot: Slot | undefined;
  /** The object around the name or the value, and its slot. */
  readonly owner: { readonly slot: Slot; readonly object: JsonNode } | undefined;
  /** The property at the position. */
  readonly property: JsonProperty | undefined;
  readonly node: JsonNode | undefined;
}

export function placeAt(root: JsonNode | undefined, position: number, slot: Slot, registry: Registry): PlaceAt {
  let place: PlaceAt = { part: "value", slot, owner: undefined, property: undefined, node: root };
  while (place.node && place.part === "value") {
    const inner = stepInto(place.node, position, place.slot, registry);
    if (!inner) {
      return place;
    }
    place = inner.owner ? inner : { ...inner, owner: place.owner };
  }
  return place;
}

/** The slots of the properties of an object, or of the elements of a list. */
export function childSlot(slot: Slot | undefined, object: JsonNode, key: string, registry: Registry): Slot | undefined {
  const typeUrl = () => stringOf(propertyNamed(object, "@type")?.value);
  return slot && slotOfProperty(slot, key, typeUrl, registry);
}

function stepInto(node: JsonNode, position: number, slot: Slot | undefined, registry: Registry): PlaceAt | undefined {
  if (node.kind === "object") {
    const owner = slot && { slot, object: node };
    for (const property of node.properties) {
      const { nameFrom, nameTo, value } = property;
      if (position < nameFrom || position > (value?.to ?? nameTo)) {
        continue;
      }
      const inner = childSlot(slot, node, property.name, registry);
      if (position <= nameTo) {
        return { part: "name", slot: inner, owner, property, node: value };
      }
      if (value && position >= value.from) {
        return { part: "value", slot: inner, owner, property, node: value };
      }
    }
  }
  const element = node.items.find(({ from, to }) => from <= position && position <= to);
  return (
    element && {
      part: "value",
      slot: slot?.kind === "list" ? slot.item : undefined,
      owner: undefined,
      property: undefined,
      node: element,
    }
  );
}
