/** Completions for a value. */

import { type DescMessage, type Registry, ScalarType } from "@bufbuild/protobuf";
import type { Completion } from "@codemirror/autocomplete";
import type { PlaceAt } from "./at-path.ts";
import { commentOf } from "./comment-of.ts";
import { describeEnum } from "./describe-field.ts";
import { replaceToken, type Shape, shapeOf } from "./insert-completion.ts";
import { maskPaths } from "./mask-paths.ts";
import { allowsNull, type Slot } from "./slot.ts";
import type { Token } from "./token-at.ts";

export function valueCompletions({ slot, owner, property }: PlaceAt, token: Token, registry: Registry) {
  if (owner?.slot.kind === "any" && property?.name === "@type") {
    return typeCompletions(registry);
  }
  if (!slot) {
    return [];
  }
  const isField = slot.field && (slot.field.fieldKind === "list" || slot.field.fieldKind === "map") === isWhole(slot);
  const isNullable = !token.isString && (isField || allowsNull(slot));
  return [
    ...completionsOf(slot, owner?.slot, token),
    ...(isNullable ? [literal("null", allowsNull(slot) ? "the value null" : "as if not set")] : []),
  ];
}

function isWhole({ kind }: Slot): boolean {
  return kind === "list" || kind === "map";
}

function completionsOf(slot: Slot, owner: Slot | undefined, token: Token): readonly Completion[] {
  switch (slot.kind) {
    case "enum":
      return describeEnum(slot.enum).map(({ name, number, comment, isDeprecated }) => ({
        ...quoted(name, `= ${number}`),
        info: comment,
        type: isDeprecated ? "deprecated" : "enum",
        boost: isDeprecated ? -50 : 0,
      }));
    case "scalar":
      if (slot.scalar === ScalarType.BOOL && !token.isString) {
        return [literal("true"), literal("false")];
      }
      return slot.scalar === ScalarType.DOUBLE || slot.scalar === ScalarType.FLOAT
        ? ["NaN", "Infinity", "-Infinity"].map((text) => quoted(text, "number"))
        : [];
    case "timestamp":
      return timestamps();
    case "duration":
      return [
        quoted("1s", "a second"),
        quoted("0.5s", "500 ms"),
        quoted("60s", "a minute"),
        quoted("3600s", "an hour"),
      ];
    case "fieldMask":
      return maskPaths(owner?.kind === "message" ? owner.message : undefined).map((path) => ({
        ...quoted(path, "path"),
        apply: (view, completion) => {
          const others = token.typed.slice(0, token.typed.lastIndexOf(",") + 1);
          replaceToken(view, completion, { before: `"${others}${path}`, after: '"' });
        },
      }));
    default:
      return token.isString ? [] : shapeCompletions(slot);
  }
}

function timestamps(): Completion[] {
  const now = new Date();
  const midnight = `${now.toISOString().slice(0, 10)}T00:00:00Z`;
  const inAnHour = new Date(now.getTime() + 3_600_000);
  return [
    quoted(`${now.toISOString().slice(0, 19)}Z`, "now"),
    quoted(`${inAnHour.toISOString().slice(0, 19)}Z`, "in an hour"),
    quoted(midnight, "today, UTC"),
  ];
}

function shapeCompletions(slot: Slot): Completion[] {
  const shape = shapeOf(slot);
  const label = `${shape.before}${shape.after}`;
  return label ? [{ label, type: "shape", apply: (view, completion) => replaceToken(view, completion, shape) }] : [];
}

/** All types that may be in an Any: those that protobuf-es knows by name. */
function typeCompletions(registry: Registry): Completion[] {
  const messages = [...registry].filter((type): type is DescMessage => type.kind === "message");
  return messages.map((message) => ({
    label: message.typeName,
    info: commentOf(message),
    type: "type",
    apply: (view, completion) =>
      replaceToken(view, completion, { before: `"type.googleapis.com/${message.typeName}"`, after: "" }),
  }));
}

function literal(label: string, detail?: string): Completion {
  return { label, detail, type: "keyword", apply: applying({ before: label, after: "" }) };
}

function quoted(label: string, detail: string): Completion {
  return { label, detail, apply: applying({ before: JSON.stringify(label), after: "" }) };
}

function applying(shape: Shape): NonNullable<Completion["apply"]> {
  return (view, completion) => replaceToken(view, completion, shape);
}
