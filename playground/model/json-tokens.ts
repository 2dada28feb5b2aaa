/** Splits JSON into tokens for highlighting. Accepts any text, and keeps all of it. */

export type JsonTokenKind = "name" | "string" | "literal" | "plain";

export interface JsonToken {
  readonly kind: JsonTokenKind;
  readonly text: string;
  /** The position in the text where it starts. */
  readonly from: number;
}

const pattern =
  /(?<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<literal>-?\d[\d.eE+-]*|\b(?:true|false|null)\b)/g;

export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  for (const { 0: found, index, groups = {} } of text.matchAll(pattern)) {
    if (index > end) {
      tokens.push({ kind: "plain", text: text.slice(end, index), from: end });
    }
    const kind = groups.name !== undefined ? "name" : groups.string !== undefined ? "string" : "literal";
    tokens.push({ kind, text: found, from: index });
    end = index + found.length;
  }
  if (end < text.length) {
    tokens.push({ kind: "plain", text: text.slice(end), from: end });
  }
  return tokens;
}
