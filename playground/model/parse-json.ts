/** Parses text that should be JSON as a tree with positions, or finds where it stops being JSON. */
import { deepestJson, type JsonNode, type JsonProperty, unquoted } from "./json-node.ts";

export type ParsedJson = { readonly root: JsonNode } | { readonly brokenAt: number };

const none: readonly never[] = [];
/** One class repeated, because an alternative per character would need a stack as deep as the string is long. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them in strings
const stringPattern = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literalPattern = /true|false|null/y;
const spacePattern = /[ \t\n\r]*/y;

class Broken extends Error {
  readonly at: number;

  constructor(at: number) {
    super();
    this.at = at;
  }
}

export function parseJson(text: string): ParsedJson {
  try {
    return { root: new Parser(text).parse() };
  } catch (error) {
    if (error instanceof Broken) {
      return { brokenAt: error.at };
    }
    throw error;
  }
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): JsonNode {
    const root = this.#value(0);
    this.#skip(spacePattern);
    if (this.#at < this.#text.length) {
      throw new Broken(this.#at);
    }
    return root;
  }

  #value(depth: number): JsonNode {
    this.#skip(spacePattern);
    const from = this.#at;
    switch (this.#text[from]) {
      case "{":
        return this.#object(from, depth);
      case "[":
        return this.#array(from, depth);
      case '"':
        return this.#scalar("string", stringPattern);
      case "t":
      case "f":
      case "n":
        return this.#scalar("literal", literalPattern);
      default:
        return this.#scalar("number", numberPattern);
    }
  }

  #scalar(kind: JsonNode["kind"], pattern: RegExp): JsonNode {
    const from = this.#at;
    this.#take(pattern);
    return this.#node(kind, from, none, none);
  }

  #object(from: number, depth: number): JsonNode {
    const properties: JsonProperty[] = [];
    this.#list("}", depth, () => {
      this.#skip(spacePattern);
      const nameFrom = this.#at;
      this.#take(stringPattern);
      const nameTo = this.#at;
      this.#mark(":");
      const value = this.#value(depth + 1);
      properties.push({ name: unquoted(this.#text.slice(nameFrom, nameTo)), nameFrom, nameTo, value });
    });
    return depth > deepestJson ? this.#node("broken", from, none, none) : this.#node("object", from, properties, none);
  }

  #array(from: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.#list("]", depth, () => items.push(this.#value(depth + 1)));
    return depth > deepestJson ? this.#node("broken", from, none, none) : this.#node("array", from, none, items);
  }

  /** Between brackets, with commas in between. */
  #list(end: "]" | "}", depth: number, item: () => void): void {
    if (depth > deepestJson) {
      this.#leap();
      return;
    }
    this.#at++;
    this.#skip(spacePattern);
    if (this.#text[this.#at] === end) {
      this.#at++;
      return;
    }
    for (;;) {
      item();
      this.#skip(spacePattern);
      if (this.#text[this.#at] === end) {
        this.#at++;
        return;
      }
      this.#mark(",");
    }
  }

  /** Skips what is nested too deeply for the stack, to the closing bracket. */
  #leap(): void {
    let depth = 0;
    do {
      const mark = this.#text[this.#at];
      if (mark === undefined) {
        throw new Broken(this.#at);
      }
      if (mark === '"') {
        this.#take(stringPattern);
        continue;
      }
      depth += mark === "[" || mark === "{" ? 1 : mark === "]" || mark === "}" ? -1 : 0;
      this.#at++;
    } while (depth > 0);
  }

  #mark(mark: "," | ":"): void {
    this.#skip(spacePattern);
    if (this.#text[this.#at] !== mark) {
      throw new Broken(this.#at);
    }
    this.#at++;
  }

  #take(pattern: RegExp): void {
    if (!this.#skip(pattern)) {
      throw new Broken(this.#at);
    }
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const isFound = pattern.test(this.#text);
    this.#at = isFound ? pattern.lastIndex : this.#at;
    return isFound;
  }

  #node(
    kind: JsonNode["kind"],
    from: number,
    properties: readonly JsonProperty[],
    items: readonly JsonNode[],
  ): JsonNode {
    return { kind, from, to: this.#at, raw: this.#text.slice(from, this.#at), properties, items };
  }
}
