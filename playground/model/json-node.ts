/** JSON text as a tree with positions: unlike a parsed value, it knows how numbers are written and what occurs twice. */

export interface JsonNode {
  readonly kind: "object" | "array" | "string" | "number" | "literal" | "broken";
  readonly from: number;
  readonly to: number;
  /** The text of this value. */
  readonly raw: string;
  /** In the order of the text, with those that occur twice. */
  readonly properties: readonly JsonProperty[];
  readonly items: readonly JsonNode[];
  /** Where a variable was filled in, `raw` is not what the text has there. */
  readonly written?: Written;
}

export interface Written {
  /** The text, with the references to variables. */
  readonly raw: string;
  /** The value must not be shown. */
  readonly isSecret: boolean;
}

export interface JsonProperty {
  readonly name: string;
  readonly nameFrom: number;
  readonly nameTo: number;
  /** Undefined while it is being typed. */
  readonly value: JsonNode | undefined;
  readonly written?: Written;
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
export const deepestJson = 250;

/** The text of a string, whose quotes or escapes may still be being typed. */
export function unquoted(raw: string): string {
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw.replace(/^"|"$/g, ""); // an escape that is being typed
  }
}
