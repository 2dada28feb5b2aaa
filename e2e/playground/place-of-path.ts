/** Finds a value in JSON by its path. */
import { type JsonNode, propertyNamed } from "../../playground/model/json-node.ts";

/** The name of a property, the position of an element, or that of an entry, whose name may occur twice. */
export type Step = string | number | { readonly entry: number };

export function placeOfPath(root: JsonNode | undefined, path: readonly Step[]): JsonNode {
  let node = root;
  for (const step of path) {
    node =
      typeof step === "string"
        ? propertyNamed(node, step)?.value
        : typeof step === "number"
          ? node?.items[step]
          : node?.properties[step.entry]?.value;
  }
  if (!node) {
    throw new Error(`nothing at ${JSON.stringify(path)}`);
  }
  return node;
}
