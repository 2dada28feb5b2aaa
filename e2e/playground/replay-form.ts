/** Fills in an empty form until it has the content of another text, with what the controls show and write. */
import { type DescMessage, type Registry, ScalarType } from "@bufbuild/protobuf";
import type { LeafSlot } from "../../playground/model/fits.ts";
import { chooseField, initialAny, setField } from "../../playground/model/form-edit.ts";
import { enumRaw, initialJson, initialKey, inputText, scalarJson } from "../../playground/model/form-input.ts";
import { membersOf } from "../../playground/model/form-members.ts";
import {
  appendProperty,
  applyEdit,
  insertItem,
  renameProperty,
  replaceNode,
  type TextEdit,
} from "../../playground/model/json-edit.ts";
import { type JsonNode, propertyNamed, stringOf } from "../../playground/model/json-node.ts";
import { parseDraft } from "../../playground/model/parse-draft.ts";
import { packedSlot, type Slot, slotOfMessage, typeNameOf } from "../../playground/model/slot.ts";
import { placeOfPath, type Step } from "./place-of-path.ts";

interface Form {
  text: string;
  readonly registry: Registry;
}

export function replayForm(source: JsonNode, message: DescMessage, registry: Registry): string {
  const form: Form = { text: "{}", registry };
  fillMessage(form, [], message, source);
  return form.text;
}

function edit(form: Form, path: readonly Step[], change: (text: string, node: JsonNode) => TextEdit): void {
  const root = parseDraft(form.text);
  form.text = applyEdit(form.text, change(form.text, placeOfPath(root, path)));
}

function fillMessage(form: Form, path: readonly Step[], message: DescMessage, source: JsonNode): void {
  for (const [index, member] of membersOf(message, source).entries()) {
    const set = member.kind === "field" ? member : member.chosen;
    if (!set?.value) {
      continue;
    }
    const { field, slot, value } = set;
    edit(form, path, (text, object) => {
      const target = membersOf(message, object)[index];
      if (target?.kind === "field") {
        return setField(text, object, target, initialJson(slot));
      }
      if (target?.kind !== "oneof") {
        throw new Error(`no member ${index}`);
      }
      return chooseField(text, object, target, field);
    });
    fill(form, [...path, field.jsonName], slot, value);
  }
}

/** Fills in a value that is there, but still the initial one. */
function fill(form: Form, path: readonly Step[], slot: Slot, source: JsonNode): void {
  switch (slot.kind) {
    case "message":
      fillMessage(form, path, slot.message, source);
      break;
    case "list":
      for (const [index, item] of source.items.entries()) {
        edit(form, path, (text, list) => insertItem(text, list, index, initialJson(slot.item)));
        fill(form, [...path, index], slot.item, item);
      }
      break;
    case "map":
      fillMap(form, path, slot, source);
      break;
    case "any":
      fillAny(form, path, source);
      break;
    default: {
      const json = leafJson(slot, source) ?? '""';
      edit(form, path, (_, node) => replaceNode(node, json));
    }
  }
}

function fillMap(form: Form, path: readonly Step[], slot: Extract<Slot, { kind: "map" }>, source: JsonNode): void {
  for (const [index, { name, value }] of source.properties.entries()) {
    edit(form, path, (text, map) => appendProperty(text, map, initialKey(slot.key), initialJson(slot.item)));
    edit(form, path, (_, map) => {
      const property = map.properties[index];
      if (!property) {
        throw new Error(`no entry ${index}`);
      }
      return renameProperty(property, name);
    });
    if (value) {
      fill(form, [...path, { entry: index }], slot.item, value);
    }
  }
}

function fillAny(form: Form, path: readonly Step[], source: JsonNode): void {
  const typeUrl = stringOf(propertyNamed(source, "@type")?.value) ?? "";
  const message = form.registry.getMessage(typeNameOf(typeUrl));
  const packed = packedSlot(typeUrl, form.registry);
  if (!message || !packed) {
    return;
  }
  const json = initialAny(message.typeName, slotOfMessage(message));
  edit(form, path, (_, node) => replaceNode(node, json));
  const value = propertyNamed(source, "value")?.value;
  if (packed.kind === "message") {
    fillMessage(form, path, packed.message, source);
  } else if (value) {
    fill(form, [...path, "value"], packed, value);
  }
}

/** What the control of a value writes once it shows the same as the source. */
function leafJson(slot: LeafSlot, source: JsonNode): string | undefined {
  switch (slot.kind) {
    case "enum":
      return enumRaw(slot.enum, source);
    case "scalar":
      return slot.scalar === ScalarType.BOOL ? source.raw : scalarJson(slot.scalar, inputText(source));
    case "struct":
    case "value":
    case "listValue":
      return source.raw;
    default:
      return JSON.stringify(inputText(source));
  }
}
