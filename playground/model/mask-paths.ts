/** The paths that a google.protobuf.FieldMask can have, where the schema tells which messages it is about. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { slotOfMessage } from "./slot.ts";

const deepestPath = 3;

/** A field mask is about the messages beside it, or else, presumably, about the message that it is in. */
export function maskPaths(owner: DescMessage | undefined): readonly string[] {
  const beside = messagesBeside(owner);
  const subjects = beside.length > 0 ? beside : owner ? [owner] : [];
  return [...new Set(subjects.flatMap((message) => pathsOf(message, 1)))];
}

/** Returns the paths that none of the messages beside the mask has. Without such messages, nothing is known. */
export function unknownPaths(text: string, owner: DescMessage | undefined): readonly string[] {
  const beside = messagesBeside(owner);
  const paths = text === "" || beside.length === 0 ? [] : text.split(",");
  return paths.filter((path) => !beside.some((message) => hasPath(message, path.split("."))));
}

function messagesBeside(owner: DescMessage | undefined): readonly DescMessage[] {
  return (owner?.fields ?? []).flatMap(({ fieldKind, message }) =>
    fieldKind === "message" && slotOfMessage(message).kind === "message" ? [message] : [],
  );
}

function hasPath(message: DescMessage, [name, ...rest]: readonly string[]): boolean {
  if (name === "*" && rest.length === 0) {
    return true;
  }
  const field = message.fields.find(({ jsonName }) => jsonName === name);
  return field !== undefined && (rest.length === 0 || canGoOn(field, rest));
}

/** Only messages have paths below them that can be checked: keys of maps are anything. */
function canGoOn(field: DescField, rest: readonly string[]): boolean {
  if (field.fieldKind === "map" || !field.message) {
    return field.fieldKind === "map";
  }
  return slotOfMessage(field.message).kind !== "message" || hasPath(field.message, rest);
}

function pathsOf(message: DescMessage, depth: number): string[] {
  return message.fields.flatMap((field) => {
    const hasFields = field.fieldKind === "message" && slotOfMessage(field.message).kind === "message";
    const inner = hasFields && depth < deepestPath ? pathsOf(field.message, depth + 1) : [];
    return [field.jsonName, ...inner.map((path) => `${field.jsonName}.${path}`)];
  });
}
