/** Finds the part of a JSON text that does not match a message, because protobuf-es reports the field but no position. */
import type { DescField, DescMessage, JsonValue } from "@bufbuild/protobuf";
import { jsonLanguage } from "@codemirror/lang-json";

type SyntaxNode = ReturnType<typeof jsonLanguage.parser.parse>["topNode"];

export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Checks whether a JSON value is a valid message of this type. */
type Accepts = (schema: DescMessage, json: JsonValue) => boolean;

/** Returns the innermost invalid part; the whole text if every part is valid by itself. */
export function locateMisfit(schema: DescMessage, text: string, accepts: Accepts): Place {
  const root = jsonLanguage.parser.parse(text).topNode.firstChild;
  return (root && misfitInObject(schema, root, text, accepts)) ?? { from: 0, to: text.length };
}

/** Returns the positions of the elements of a list. */
export function locateElements(text: string): Place[] {
  const list = jsonLanguage.parser.parse(text).topNode.firstChild;
  const elements: Place[] = [];
  for (let node = list?.firstChild ?? null; node; node = node.nextSibling) {
    if (/^[A-Z]/.test(node.name)) {
      elements.push({ from: node.from, to: node.to }); // the others are brackets and commas
    }
  }
  return elements;
}

function misfitInObject(schema: DescMessage, object: SyntaxNode, text: string, accepts: Accepts): Place | undefined {
  for (const property of object.getChildren("Property")) {
    const name = property.getChild("PropertyName");
    const value = property.lastChild;
    if (!name || !value) {
      continue;
    }
    const key = String(jsonOf(name, text));
    const field = schema.fields.find((candidate) => candidate.jsonName === key || candidate.name === key);
    if (!field) {
      return { from: name.from, to: name.to };
    }
    const inner = misfitInField(field, value, text, accepts);
    if (inner) {
      return inner;
    }
    if (!accepts(schema, { [key]: jsonOf(value, text) })) {
      return { from: value.from, to: value.to };
    }
  }
  return undefined;
}

/** Descends into messages, alone and in lists, but not into well-known types, whose JSON has another shape. */
function misfitInField(field: DescField, value: SyntaxNode, text: string, accepts: Accepts): Place | undefined {
  const { message } = field;
  if (!message || message.typeName.startsWith("google.protobuf.")) {
    return undefined;
  }
  const objects = value.name === "Object" && field.fieldKind === "message" ? [value] : value.getChildren("Object");
  for (const object of field.fieldKind === "map" ? [] : objects) {
    const place = misfitInObject(message, object, text, accepts);
    if (place) {
      return place;
    }
  }
  return undefined;
}

function jsonOf({ from, to }: SyntaxNode, text: string): JsonValue {
  return JSON.parse(text.slice(from, to)) as JsonValue;
}
