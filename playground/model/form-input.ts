/** What the controls of the form show for a JSON value, and which JSON stands for what was entered. */
import { type DescEnum, type JsonValue, type Registry, ScalarType } from "@bufbuild/protobuf";
import { expectation, isLong } from "./expectation.ts";
import { referencesIn, type Values } from "./fill-in.ts";
import { fillMessage } from "./fill-message.ts";
import { fits, type LeafSlot } from "./fits.ts";
import { type JsonNode, jsonOf, stringOf } from "./json-node.ts";
import type { Slot } from "./slot.ts";

/** The text of a text field. Numbers appear as they are written, so that none loses a digit. */
export function inputText(node: JsonNode | undefined): string {
  return !node || node.raw === "null" ? "" : (stringOf(node) ?? node.raw);
}

const jsonNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * Returns the JSON for the text of a text field; undefined if the field is not set by it. Text that does not fit is kept
 * as a string: the form then says what is wrong, and nothing that was entered is lost.
 */
export function scalarJson(scalar: ScalarType, text: string): string | undefined {
  if (scalar === ScalarType.STRING) {
    return JSON.stringify(text);
  }
  if (text === "") {
    return scalar === ScalarType.BYTES ? '""' : undefined;
  }
  if (scalar === ScalarType.BOOL) {
    return text === "true" || text === "false" ? text : JSON.stringify(text);
  }
  const isNumber = scalar !== ScalarType.BYTES && !isLong(scalar) && jsonNumber.test(text);
  return isNumber ? text : JSON.stringify(text);
}

/** What the form says about a value. */
export interface LeafFacts {
  /** A sentence about a value that does not fit. */
  readonly problem: string | undefined;
  /** What variables in the value stand for. */
  readonly filled: string | undefined;
}

export interface LeafContext {
  /** The text that the value is in. */
  readonly text: string;
  readonly values: Values;
  readonly registry: Registry;
}

export function leafFacts(slot: LeafSlot, node: JsonNode | undefined, context: LeafContext): LeafFacts {
  if (!node || (node.raw === "null" && slot.kind !== "struct" && slot.kind !== "listValue")) {
    return { problem: undefined, filled: undefined };
  }
  const { root, missing } = fillMessage(context.text, node, slot, context);
  if (missing[0]) {
    return { problem: missing[0].reason, filled: undefined };
  }
  const { written } = root;
  const filled = written && `Filled in: ${written.isSecret ? "a secret" : inputText(root)}`;
  return { problem: fits(slot, jsonOf(root) as JsonValue) ? undefined : `Enter ${expectation(slot)}.`, filled };
}

/**
 * In a text area, all line breaks are "\n". Text with other ones gets them back if all are alike.
 * @returns undefined if they are not alike, so that the text must not be edited there
 */
export function lineBreakOf(text: string): "\n" | "\r\n" | "\r" | undefined {
  const kinds = new Set(text.match(/\r\n|\r|\n/g));
  const [first = "\n"] = kinds;
  return kinds.size > 1 ? undefined : (first as "\n" | "\r\n" | "\r");
}

export interface EnumChoice {
  /** The JSON. */
  readonly raw: string;
  readonly label: string;
  readonly isDeprecated: boolean;
}

/** The values of an enum, by name, and the current one if it is none of them. */
export function enumChoices(desc: DescEnum, node: JsonNode | undefined): readonly EnumChoice[] {
  const choices = desc.values.map(({ jsonName, number, deprecated }) => ({
    raw: JSON.stringify(jsonName),
    label: `${jsonName} = ${number}`,
    isDeprecated: deprecated,
  }));
  const current = node && enumRaw(desc, node);
  const isListed = current === undefined || current === "null" || choices.some(({ raw }) => raw === current);
  const fits = node && desc.open && /^-?\d+$/.test(node.raw);
  const label = `${inputText(node)} (${fits ? "unknown number" : otherThanValue(node)})`;
  return isListed ? choices : [...choices, { raw: current, label, isDeprecated: false }];
}

/** What stands where a choice is expected, and is none of the choices. */
export function otherThanValue(node: JsonNode | undefined): "a variable" | "not a value" {
  return referencesIn(stringOf(node) ?? "").length > 0 ? "a variable" : "not a value";
}

/** The choice that is selected: a number may stand for a name, and a name for one with another name in JSON. */
export function enumRaw(desc: DescEnum, node: JsonNode): string {
  const name = stringOf(node);
  const value = desc.values.find((candidate) =>
    name === undefined ? String(candidate.number) === node.raw : candidate.name === name || candidate.jsonName === name,
  );
  return value ? JSON.stringify(value.jsonName) : node.raw;
}

/** The JSON of a value that was just added: the shortest that is valid, if there is one. */
export function initialJson(slot: Slot): string {
  switch (slot.kind) {
    case "message":
    case "any":
    case "map":
    case "struct":
      return "{}";
    case "list":
    case "listValue":
      return "[]";
    case "enum":
      return JSON.stringify(slot.enum.values[0]?.jsonName ?? "");
    case "timestamp":
      return '"1970-01-01T00:00:00Z"';
    case "duration":
      return '"0s"';
    case "fieldMask":
      return '""';
    case "value":
      return "null";
    case "scalar":
      return initialScalar(slot.scalar);
  }
}

export function initialKey(key: ScalarType): string {
  return key === ScalarType.STRING ? "" : key === ScalarType.BOOL ? "false" : "0";
}

function initialScalar(scalar: ScalarType): string {
  switch (scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return '""';
    case ScalarType.BOOL:
      return "false";
    default:
      return isLong(scalar) ? '"0"' : "0";
  }
}
