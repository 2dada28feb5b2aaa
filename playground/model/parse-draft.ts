/** Parses text that may not be JSON yet, with the editor's parser, which continues after errors. */
import { jsonLanguage } from "@codemirror/lang-json";
import { deepestJson, type JsonNode, type JsonProperty, unquoted } from "./json-node.ts";

type SyntaxNode = ReturnType<typeof jsonLanguage.parser.parse>["topNode"];

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
export function parseDraft(text: string): JsonNode | undefined {
  const root = valueIn(jsonLanguage.parser.parse(text).topNode);
  return root && nodeOf(root, text);
}

function nodeOf(syntax: SyntaxNode, text: string, depth = 0): JsonNode {
  const { from, to, name } = syntax;
  const kind = depth > deepestJson ? "broken" : (kinds[name] ?? "broken");
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
