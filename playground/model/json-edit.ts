/** Changes of JSON text that touch one value and keep all other text as it is: its order, its numbers, its layout. */
import type { JsonNode, JsonProperty } from "./json-node.ts";

export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export function applyEdit(text: string, { from, to, insert }: TextEdit): string {
  return text.slice(0, from) + insert + text.slice(to);
}

export function replaceNode({ from, to }: JsonNode, insert: string): TextEdit {
  return { from, to, insert };
}

export function renameProperty({ nameFrom, nameTo }: JsonProperty, name: string): TextEdit {
  return { from: nameFrom, to: nameTo, insert: JSON.stringify(name) };
}

export function appendProperty(text: string, object: JsonNode, name: string, value: string): TextEdit {
  return insertPart(text, object, partsOf(object).length, `${JSON.stringify(name)}: ${value}`);
}

export function removeProperty(object: JsonNode, index: number): TextEdit {
  return removePart(object, index);
}

export function insertItem(text: string, list: JsonNode, index: number, value: string): TextEdit {
  return insertPart(text, list, index, value);
}

export function removeItem(list: JsonNode, index: number): TextEdit {
  return removePart(list, index);
}

/** Exchanges an element with the one after it. */
export function swapItems(text: string, list: JsonNode, index: number): TextEdit {
  const first = list.items[index];
  const second = list.items[index + 1];
  if (!first || !second) {
    return { from: list.from, to: list.from, insert: "" };
  }
  const between = text.slice(first.to, second.from);
  return { from: first.from, to: second.to, insert: second.raw + between + first.raw };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

function partsOf({ kind, properties, items }: JsonNode): readonly Part[] {
  return kind === "array"
    ? items
    : properties.map(({ nameFrom, nameTo, value }) => ({ from: nameFrom, to: value?.to ?? nameTo }));
}

function insertPart(text: string, container: JsonNode, index: number, part: string): TextEdit {
  const parts = partsOf(container);
  const [first] = parts;
  const margin = lineIndent(text, container.from);
  if (!first) {
    const indent = `${margin}  `;
    const insert = `\n${indent}${indented(part, indent)}\n${margin}`;
    return { from: container.from + 1, to: container.to - 1, insert };
  }
  // As the first part is set apart from the bracket, so are the others from each other.
  const isOnLines = text.slice(container.from, first.from).includes("\n");
  const indent = isOnLines ? lineIndent(text, first.from) : margin;
  const gap = isOnLines ? `\n${indent}` : " ";
  const value = isOnLines ? indented(part, indent) : part;
  const next = parts[index];
  const last = parts.at(-1) ?? first;
  return next
    ? { from: next.from, to: next.from, insert: `${value},${gap}` }
    : { from: last.to, to: last.to, insert: `,${gap}${value}` };
}

function removePart(container: JsonNode, index: number): TextEdit {
  const parts = partsOf(container);
  const part = parts[index];
  const before = parts[index - 1];
  const after = parts[index + 1];
  if (!part) {
    return { from: container.from, to: container.from, insert: "" };
  }
  if (after) {
    return { from: part.from, to: after.from, insert: "" };
  }
  if (before) {
    return { from: before.to, to: part.to, insert: "" };
  }
  return { from: container.from + 1, to: container.to - 1, insert: "" };
}

function lineIndent(text: string, position: number): string {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, position))?.[0] ?? "";
}

/** The text of a value without the indentation of its place. */
export function dedented(text: string, { from, raw }: JsonNode): string {
  return raw.replaceAll(`\n${lineIndent(text, from)}`, "\n");
}

/** The lines after the first, indented. Strings of JSON have no line breaks, so only layout changes. */
function indented(value: string, indent: string): string {
  return value.replaceAll("\n", `\n${indent}`);
}
