/** Formats messages as JSON: in full for the clipboard, shortened for the screen, in one line for a list. */
import { type DescMessage, type Message, type Registry, toBinary, toJson } from "@bufbuild/protobuf";
import { shortenMessage } from "./shorten-message.ts";

export interface MessagePreview {
  readonly text: string;
  /** The size of the whole message in the binary format, if `text` is only its beginning. */
  readonly wholeBytes: number | undefined;
}

/** Divisible by 3, so that base64 of cut bytes does not end in padding. */
const previewChars = 99_999;
const summaryChars = 300;

export function formatMessage(schema: DescMessage, message: Message, registry: Registry): string {
  return stringify(schema, message, registry, 2);
}

export function previewMessage(schema: DescMessage, message: Message, registry: Registry): MessagePreview {
  const { value, isShortened } = shortenMessage(schema, message, previewChars);
  const text = stringify(schema, value, registry, 2);
  const isWhole = !isShortened && text.length <= previewChars;
  return {
    text: isWhole ? text : `${text.slice(0, previewChars)} …`,
    wholeBytes: isWhole ? undefined : toBinary(schema, message).byteLength,
  };
}

export function summarizeMessage(schema: DescMessage, message: Message, registry: Registry): string {
  const { value } = shortenMessage(schema, message, summaryChars);
  const text = stringify(schema, value, registry);
  return text.length > summaryChars ? `${text.slice(0, summaryChars)} …` : text;
}

/** The whole message on one line, for a file. */
export function formatLine(schema: DescMessage, message: Message, registry: Registry): string {
  return stringify(schema, message, registry);
}

/** The text in which a message is searched, in lower case: all of it, unless it is very large. */
export function searchTextOf(schema: DescMessage, message: Message, registry: Registry): string {
  return stringify(schema, shortenMessage(schema, message, previewChars).value, registry).toLowerCase();
}

/** Includes fields that are 0 or empty, which are not on the wire, to show the reader that they exist. */
function stringify(schema: DescMessage, message: Message, registry: Registry, indent?: number): string {
  try {
    return JSON.stringify(toJson(schema, message, { registry, alwaysEmitImplicit: true }), null, indent);
  } catch (error) {
    // For example, an Any of an unknown type: the call has succeeded nevertheless.
    return `This ${schema.typeName} cannot be shown as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
