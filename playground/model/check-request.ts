/** Parses the text of the editor as a request message, or finds out what is wrong with it and where. */
import { type DescMessage, fromJson, fromJsonString, type Message, type Registry } from "@bufbuild/protobuf";
import { isFieldError } from "@bufbuild/protobuf/reflect";
import type { CatalogMethod } from "./catalog.ts";
import { locateElements, locateMisfit } from "./locate-misfit.ts";
import { locateSyntaxError } from "./locate-syntax-error.ts";

export interface RequestProblem {
  /** A sentence, with line and column. */
  readonly message: string;
  /** The part of the text that is wrong. */
  readonly from: number;
  readonly to: number;
}

/** The request message, or all messages of a request stream. */
export type CheckedRequest = { readonly messages: readonly Message[] } | { readonly problem: RequestProblem };

/** Parses a request. A request of many messages is a JSON array. */
export function checkRequest({ descriptor, sendsMany, registry }: CatalogMethod, text: string): CheckedRequest {
  const schema = descriptor.input;
  if (text.trim() === "") {
    const least = sendsMany ? "[], which sends no message" : "{}";
    return problemAt(text, { from: 0, to: text.length }, `The request is empty: the shortest valid one is ${least}.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const { reason, ...place } = locateSyntaxError(text, error);
    return problemAt(text, place, `Not valid JSON: ${reason}`);
  }
  if (sendsMany && !Array.isArray(json)) {
    return problemAt(text, { from: 0, to: text.length }, "A request stream is a JSON array: [{ … }, { … }].");
  }
  const messages: Message[] = [];
  for (const { from, to } of sendsMany ? locateElements(text) : [{ from: 0, to: text.length }]) {
    const part = text.slice(from, to);
    try {
      messages.push(fromJsonString(schema, part, { registry }));
    } catch (error) {
      const place = locateMisfit(schema, part, (type, json) => accepts(type, json, registry));
      return problemAt(text, { from: from + place.from, to: from + place.to }, misfitMessage(schema, error, registry));
    }
  }
  return { messages };
}

function accepts(schema: DescMessage, json: Parameters<typeof fromJson>[1], registry: Registry): boolean {
  try {
    fromJson(schema, json, { registry });
    return true;
  } catch {
    return false;
  }
}

function problemAt(text: string, { from, to }: { from: number; to: number }, message: string): CheckedRequest {
  const before = text.slice(0, from).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { problem: { message: `Line ${before.length}, column ${column}: ${message}`, from, to } };
}

/** Returns the message of protobuf-es, with the field in front and without its preamble. */
function misfitMessage(schema: DescMessage, error: unknown, registry: Registry): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  if (isFieldError(cause)) {
    const subject = cause.field();
    const name = subject.kind === "field" ? subject.jsonName : subject.name;
    return `Field "${name}" of ${subject.parent.typeName}: ${cause.message}.`;
  }
  const unknownKey = /^cannot decode message (\S+) from JSON: key (".*") is unknown$/.exec(message);
  if (unknownKey) {
    const [, typeName, key] = unknownKey;
    const owner = typeName === schema.typeName ? schema : registry.getMessage(typeName ?? "");
    const known = owner?.fields.map(({ jsonName }) => jsonName).join(", ");
    return `${typeName} has no field ${key}${known ? `; it has ${known}` : ""}.`;
  }
  return `Not a valid ${schema.typeName}: ${message.replace(/^cannot decode message \S+ from JSON:? /, "")}.`;
}
