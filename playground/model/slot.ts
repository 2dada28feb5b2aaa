/** A place in the JSON of a message, and what its type allows there. */
import { type DescEnum, type DescField, type DescMessage, type Registry, ScalarType } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";

export type Slot = {
  /** The field whose value, element or entry this is; undefined for a whole message. */
  readonly field?: DescField;
} & (
  | { readonly kind: "message"; readonly message: DescMessage }
  | { readonly kind: "any"; readonly message: DescMessage }
  | { readonly kind: "list"; readonly item: Slot }
  | { readonly kind: "map"; readonly key: ScalarType; readonly item: Slot }
  | { readonly kind: "scalar"; readonly scalar: ScalarType; readonly wrapper?: DescMessage }
  | { readonly kind: "enum"; readonly enum: DescEnum }
  /** Well-known types that are strings in JSON. */
  | { readonly kind: "timestamp" | "duration" | "fieldMask"; readonly message: DescMessage }
  /** Well-known types that are JSON themselves. */
  | { readonly kind: "struct" | "value" | "listValue"; readonly message: DescMessage }
);

export type SlotKind = Slot["kind"];

const wellKnown = {
  "google.protobuf.Any": "any",
  "google.protobuf.Timestamp": "timestamp",
  "google.protobuf.Duration": "duration",
  "google.protobuf.FieldMask": "fieldMask",
  "google.protobuf.Struct": "struct",
  "google.protobuf.Value": "value",
  "google.protobuf.ListValue": "listValue",
} as const;

export function slotOfMessage(message: DescMessage, field?: DescField): Slot {
  const kind = wellKnown[message.typeName as keyof typeof wellKnown];
  if (kind) {
    return { kind, message, field };
  }
  if (isWrapperDesc(message)) {
    return { kind: "scalar", scalar: message.fields[0]?.scalar ?? ScalarType.STRING, wrapper: message, field };
  }
  return { kind: "message", message, field };
}

export function slotOfField(field: DescField): Slot {
  const item = slotOfItem(field);
  switch (field.fieldKind) {
    case "list":
      return { kind: "list", item, field };
    case "map":
      return { kind: "map", key: field.mapKey, item, field };
    default:
      return item;
  }
}

function slotOfItem(field: DescField): Slot {
  if (field.message) {
    return slotOfMessage(field.message, field);
  }
  return field.enum ? { kind: "enum", enum: field.enum, field } : { kind: "scalar", scalar: field.scalar, field };
}

/** The request of a method: one message, or the list of all those of a stream. */
export function slotOfRequest(message: DescMessage, sendsMany: boolean): Slot {
  const slot = slotOfMessage(message);
  return sendsMany ? { kind: "list", item: slot } : slot;
}

/** In JSON, a field has two names. */
export function fieldNamed(message: DescMessage, key: string): DescField | undefined {
  return message.fields.find(({ jsonName, name }) => jsonName === key || name === key);
}

/**
 * The place of a property, undefined if the object cannot have it or may have anything there.
 * @param typeUrl returns the "@type" of the object, for an Any
 */
export function slotOfProperty(slot: Slot, key: string, typeUrl: () => unknown, registry: Registry): Slot | undefined {
  switch (slot.kind) {
    case "message": {
      const field = fieldNamed(slot.message, key);
      return field && slotOfField(field);
    }
    case "map":
      return slot.item;
    case "any": {
      const packed = packedSlot(typeUrl(), registry);
      if (packed?.kind === "message") {
        return slotOfProperty(packed, key, typeUrl, registry);
      }
      return key === "value" ? packed : undefined;
    }
    default:
      return undefined;
  }
}

/** What an Any of this type contains. A well-known type is its property "value", any other type has its fields there. */
export function packedSlot(typeUrl: unknown, registry: Registry): Slot | undefined {
  const message = typeof typeUrl === "string" ? registry.getMessage(typeNameOf(typeUrl)) : undefined;
  return message && slotOfMessage(message);
}

/** "type.googleapis.com/acme.v1.Hat" is the type acme.v1.Hat. */
export function typeNameOf(typeUrl: string): string {
  return typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
}

/** Whether null is a value there and not just the absence of one. */
export function allowsNull(slot: Slot): boolean {
  return slot.kind === "value" || (slot.kind === "enum" && slot.enum.typeName === "google.protobuf.NullValue");
}
