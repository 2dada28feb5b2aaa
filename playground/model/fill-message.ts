/** Fills variables into the JSON of a request: into its strings, which may stand for numbers and other values as well. */
import { type Registry, ScalarType } from "@bufbuild/protobuf";
import { childSlot } from "./at-path.ts";
import { type Filled, fillReferences, missingProblem, type Values } from "./fill-in.ts";
import { type JsonNode, stringOf, type Written } from "./json-node.ts";
import type { Slot } from "./slot.ts";

/** A string with variables that the environment does not have. */
export interface MissingPlace {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
  readonly reason: string;
}

export interface FilledMessage {
  /** Has the values, at the positions of the text as it was written. Strings that lack variables are broken. */
  readonly root: JsonNode;
  /** In the order of the text. */
  readonly missing: readonly MissingPlace[];
  /** Returns the JSON of a node, filled in. */
  readonly jsonOf: (node: Pick<JsonNode, "from" | "to">) => string;
  /** Puts the references back into a sentence that may quote values of secrets. */
  readonly withoutSecrets: (sentence: string) => string;
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** @param text the text that the root is in, which has to be JSON */
export function fillMessage(
  text: string,
  root: JsonNode,
  slot: Slot,
  { registry, values }: { readonly registry: Registry; readonly values: Values },
): FilledMessage {
  const replacements: Replacement[] = [];
  const missing: MissingPlace[] = [];
  const secrets = new Set<string>();

  /** Returns undefined for text without references. */
  const fill = (from: number, to: number, value: string): (Filled & { written: Written }) | undefined => {
    if (!text.slice(from, to).includes("{{")) {
      return undefined;
    }
    const filled = fillReferences(value, values);
    if (filled.missing.length > 0) {
      missing.push({ from, to, names: filled.missing, reason: missingProblem(filled.missing, values) });
      return undefined;
    }
    const hidden = filled.used.filter((name) => values.byName.get(name)?.isSecret);
    for (const name of hidden) {
      secrets.add(name);
    }
    return filled.text === value
      ? undefined
      : { ...filled, written: { raw: text.slice(from, to), isSecret: hidden.length > 0 } };
  };
  const replace = (from: number, to: number, insert: string) => {
    replacements.push({ from, to, insert });
    return insert;
  };
  const fillNode = (node: JsonNode, place: Slot | undefined): JsonNode => {
    const { from, to, kind } = node;
    if (kind === "string") {
      const before = missing.length;
      const filled = fill(from, to, stringOf(node) ?? "");
      if (!filled) {
        return missing.length > before ? { ...node, kind: "broken" } : node;
      }
      return { ...nodeOfValue(node, filled.text, place, replace), written: filled.written };
    }
    if (kind === "object") {
      const typed = place?.kind === "any" ? withFilledType(node, values) : node;
      const properties = node.properties.map((property) => {
        const { name, nameFrom, nameTo, value } = property;
        const filled = fill(nameFrom, nameTo, name);
        if (filled) {
          replace(nameFrom, nameTo, JSON.stringify(filled.text));
        }
        const named = filled ? { ...property, name: filled.text, written: filled.written } : property;
        return { ...named, value: value && fillNode(value, childSlot(place, typed, named.name, registry)) };
      });
      return { ...node, properties };
    }
    const item = place?.kind === "list" ? place.item : undefined;
    return kind === "array" ? { ...node, items: node.items.map((one) => fillNode(one, item)) } : node;
  };

  const filled = root.raw.includes("{{") ? fillNode(root, slot) : root;
  return {
    root: filled,
    missing: missing.sort((a, b) => a.from - b.from),
    jsonOf({ from, to }) {
      let json = "";
      let at = from;
      for (let index = firstFrom(replacements, from); index < replacements.length; index++) {
        const one = replacements[index];
        if (!one || one.to > to) {
          break;
        }
        json += text.slice(at, one.from) + one.insert;
        at = one.to;
      }
      return json + text.slice(at, to);
    },
    withoutSecrets(sentence) {
      return [...secrets].reduce((masked, name) => {
        const value = values.byName.get(name)?.value;
        return value ? masked.replaceAll(value, `{{${name}}}`) : masked;
      }, sentence);
    },
  };
}

/** The index of the first one at a position or behind it: a stream may have thousands. */
function firstFrom(replacements: readonly Replacement[], from: number): number {
  let low = 0;
  let high = replacements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((replacements[middle]?.from ?? 0) < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** A string takes the place of a number in JSON, but not that of a boolean or of the number of an enum. */
function nodeOfValue(
  node: JsonNode,
  value: string,
  slot: Slot | undefined,
  replace: (from: number, to: number, insert: string) => string,
): JsonNode {
  const { from, to } = node;
  if (slot?.kind === "scalar" && slot.scalar === ScalarType.BOOL && (value === "true" || value === "false")) {
    return { ...node, kind: "literal", raw: replace(from, to, value) };
  }
  if (slot?.kind === "enum" && /^-?(0|[1-9]\d*)$/.test(value)) {
    return { ...node, kind: "number", raw: replace(from, to, value) };
  }
  return { ...node, raw: replace(from, to, JSON.stringify(value)) };
}

/** The type of an Any, which decides about its other properties, can be a variable, too. */
function withFilledType(object: JsonNode, values: Values): JsonNode {
  const properties = object.properties.map((property) => {
    const type = property.name === "@type" ? stringOf(property.value) : undefined;
    return type !== undefined && property.value
      ? { ...property, value: { ...property.value, raw: JSON.stringify(fillReferences(type, values).text) } }
      : property;
  });
  return { ...object, properties };
}
