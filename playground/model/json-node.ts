/** JSON text as a tree with positions: unlike a parsed value, it knows how numbers are written and what occurs twice. */
import { jsonLanguage } from "@codemirror/lang-json";

type SyntaxNode = ReturnType<typeof jsonLanguage.parser.parse>["topNode"];

export interface JsonNode {
  readonly kind: "object" | "array" | "string" | "number" | "literal" | "broken";
  readonly from: number;
  readonly to: number;
  /** The text of this value. */
  readonly raw: string;
  /** In the order of the text, with those that occur twice. */
  readonly properties: readonly JsonProperty[];
  readonly items: readonly JsonNode[];
}

export interface JsonProperty {
  readonly name: string;
  readonly nameFrom: number;
  readonly nameTo: number;
  /** Undefined while it is being typed. */
  readonly value: JsonNode | undefined;
}

const kinds: Readonly<Record<string, JsonNode["kind"]>> = {
  Object: "object",
  Array: "array",
  String: "string",
  Number: "number",
  True: "literal",
  False: "literal",
  Null: "literal",
};

/** Text that is not JSON gives as much of a tree as the parser can make out. */
export function parseJsonNode(text: string): JsonNode | undefined {
  const root = valueIn(jsonLanguage.parser.parse(text).topNode);
  return root && nodeOf(root, text);
}

/** The value of a node. Only for text that is JSON. */
export function jsonOf(node: JsonNode): unknown {
  return JSON.parse(node.raw);
}

/** The value of a string, undefined for anything else. */
export function stringOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === "string" ? unquoted(node.raw) : undefined;
}

/** The last property that has one of these names, because the last one counts. */
export function propertyNamed(object: JsonNode | undefined, ...names: string[]): JsonProperty | undefined {
  return object?.properties.filter(({ name }) => names.includes(name)).at(-1);
}

/** Messages may be nested 100 deep; what is deeper is not taken apart, because the stack has an end. */
const deepest = 250;

function nodeOf(syntax: SyntaxNode, text: string, depth = 0): JsonNode {
  const { from, to, name } = syntax;
  const kind = depth > deepest ? "broken" : (kinds[name] ?? "broken");
  return {
    kind,
    from,
    to,
    raw: text.slice(from, to),
    properties: kind === "object" ? syntax.getChildren("Property").map((child) => propertyOf(child, text, depth)) : [],
    items: kind === "array" ? valuesIn(syntax).map((child) => nodeOf(child, text, depth + 1)) : [],
  };
}

function propertyOf(syntax: SyntaxNode, text: string, depth: number): JsonProperty {
  const name = syntax.getChild("PropertyName");
  const value = valueIn(syntax);
  return {
    name: name ? unquoted(text.slice(name.from, name.to)) : "",
    nameFrom: name?.from ?? syntax.from,
    nameTo: name?.to ?? syntax.from,
    value: value && nodeOf(value, text, depth + 1),
  };
}

function valueIn(syntax: SyntaxNode): SyntaxNode | undefined {
  return valuesIn(syntax)[0];
}

/** Without brackets, commas, names and errors. */
function valuesIn(syntax: SyntaxNode): SyntaxNode[] {
  const values: SyntaxNode[] = [];
  for (let child = syntax.firstChild; child; child = child.nextSibling) {
    if (child.name in kinds) {
      values.push(child);
    }
  }
  return values;
}

function unquoted(raw: string): string {
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.replace(/^"|"$/g, ""); // an escape that is being typed
  }
}
