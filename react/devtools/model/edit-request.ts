/** Converts the messages of a request to editable text, and back, checked against their schema. */
import { fromJson, type JsonValue, type Message, toBinary, toJson } from "@bufbuild/protobuf";
import { writeBase64 } from "./read-base64.ts";
import type { CallSchema } from "./schema.ts";

export type EditedRequest =
  | { readonly messages: readonly string[]; readonly problem?: undefined }
  /** A sentence on what is wrong. */
  | { readonly messages?: undefined; readonly problem: string };

/** Formats one message as an object, those of a stream as a list. @throws if one cannot be written as JSON */
export function requestText(messages: readonly Message[], schema: CallSchema, sendsMany: boolean): string {
  const { input, registry } = schema;
  if (!input) {
    throw new Error("the page has no descriptor for this message.");
  }
  const options = { alwaysEmitImplicit: true, ...(registry && { registry }) };
  const json = messages.map((message) => toJson(input, message, options));
  return JSON.stringify(sendsMany ? json : (json[0] ?? {}), null, 2);
}

/** @returns the messages in the binary format as base64 */
export function readRequest(text: string, { input, registry }: CallSchema, sendsMany: boolean): EditedRequest {
  if (!input) {
    return { problem: "The page has no descriptor for this message, so it cannot be encoded." };
  }
  let json: JsonValue;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: `Not valid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (sendsMany && !Array.isArray(json)) {
    return { problem: "Streamed requests must be a list: [{ … }, { … }]." };
  }
  const messages: string[] = [];
  for (const [index, value] of (sendsMany ? (json as JsonValue[]) : [json]).entries()) {
    try {
      const message = fromJson(input, value, registry ? { registry } : {});
      messages.push(writeBase64(toBinary(input, message)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const sentence = reason
        .replace(/^cannot decode field \S*?([^.\s]+) from JSON: /, "$1: ")
        .replace(/^cannot decode message \S+ from JSON: /, "");
      return {
        problem: `${sendsMany ? `Message ${index + 1}` : "This"} is not a valid ${input.typeName}: ${sentence}`,
      };
    }
  }
  return { messages };
}
