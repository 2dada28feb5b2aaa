/** The JSON token at a position of text that is being typed, and what would stand there once it is whole. */
import type { JsonNode } from "./json-node.ts";
import { parseDraft } from "./parse-draft.ts";

export interface Token {
  readonly from: number;
  readonly to: number;
  /** The text from the start of the token to the position, without a quote. */
  readonly typed: string;
  readonly isString: boolean;
}

/** Strings of JSON end with their line, so the line alone tells whether a quote is open. */
export function tokenAt(text: string, position: number): Token {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  const line = text.slice(lineStart, position);
  const after = text.slice(position, position + 1000);
  const quote = /^(?:[^"]|"(?:[^"\\]|\\.)*")*?(?<open>"(?:[^"\\]|\\.)*)$/.exec(line)?.groups?.open;
  if (quote !== undefined) {
    const rest = /^[\w.,/@$-]*"/.exec(after)?.[0].length ?? 0;
    return { from: position - quote.length, to: position + rest, typed: quote.slice(1), isString: true };
  }
  const word = /[\w$-]*$/.exec(line)?.[0] ?? "";
  const rest = /^[\w$-]*/.exec(after)?.[0].length ?? 0;
  return { from: position - word.length, to: position + rest, typed: word, isString: false };
}

/**
 * Returns the tree of the text with a whole string in place of the token, because the parser drops half of one.
 * The token then starts at the same position.
 */
export function treeWithWhole(text: string, { from, to }: Token): JsonNode | undefined {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const root = parseDraft(`${before}""${after}`);
  // A name without a colon, after a missing comma, is dropped as well.
  return root && hasTokenAt(root, from) ? root : parseDraft(`${before}"":0${after}`);
}

function hasTokenAt(node: JsonNode, position: number): boolean {
  if (node.kind === "string") {
    return node.from === position;
  }
  const isInside = node.from <= position && position <= node.to;
  return (
    isInside &&
    (node.properties.some(({ nameFrom, value }) => nameFrom === position || (value && hasTokenAt(value, position))) ||
      node.items.some((item) => hasTokenAt(item, position)))
  );
}
