/** Formats JSON, two spaces deep. Works on the text, because numbers lose digits when they are parsed. */
import type { JsonNode } from "./json-node.ts";
import { parseJson } from "./parse-json.ts";

/** Text that is not JSON stays as it is. */
export function formatJson(text: string): string {
  const tree = parseJson(text);
  return "root" in tree ? formatted(tree.root, "") : text;
}

function formatted({ kind, raw, properties, items }: JsonNode, indent: string): string {
  const inner = `${indent}  `;
  const lines = (parts: readonly string[], open: string, close: string) =>
    parts.length === 0 ? open + close : `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
  if (kind === "object") {
    const parts = properties.map(
      ({ name, value }) => `${JSON.stringify(name)}: ${value ? formatted(value, inner) : ""}`,
    );
    return lines(parts, "{", "}");
  }
  return kind === "array"
    ? lines(
        items.map((item) => formatted(item, inner)),
        "[",
        "]",
      )
    : raw;
}
