/** Formats messages as JSON: in full for the clipboard, the beginning for the screen, in one line for a list. */
import type { DescMessage, Message, Registry } from "@bufbuild/protobuf";
import { type JsonPartsOptions, jsonParts } from "../../react/devtools/model/json-parts.ts";
import { textInSlices } from "../../react/devtools/model/pace.ts";

export interface MessagePreview {
  readonly text: string;
  /** False if `text` is only the beginning. */
  readonly isWhole: boolean;
}

const previewChars = 100_000;
const summaryChars = 300;
/** The browser takes a text in one go, 2.5 ms for each million characters. */
const indentedChars = 16_000_000;
const copiedChars = 32_000_000;

export function formatMessage(schema: DescMessage, message: Message, registry: Registry): string {
  return shown(schema, () => [...indentedParts(schema, message, registry)].join(""));
}

/**
 * The text for the clipboard, made in slices of time: indented, or on one line if it is long. Rejects if it is too long, and
 * once the signal is aborted.
 */
export async function copiedText(
  schema: DescMessage,
  message: Message,
  registry: Registry,
  signal?: AbortSignal,
): Promise<string> {
  let text: string | undefined;
  try {
    text =
      (await textInSlices(indentedParts(schema, message, registry), { signal, mostChars: indentedChars })) ??
      (await textInSlices(lineParts(schema, message, registry), { signal, mostChars: copiedChars }));
  } catch (error) {
    signal?.throwIfAborted();
    return unshowable(schema, error);
  }
  if (text === undefined) {
    throw new Error("Too long to copy: save it");
  }
  return text;
}

export function previewMessage(schema: DescMessage, message: Message, registry: Registry): MessagePreview {
  const text = beginning(schema, indentedParts(schema, message, registry), previewChars);
  return text.length > previewChars
    ? { text: `${text.slice(0, previewChars)} …`, isWhole: false }
    : { text, isWhole: true };
}

export function summarizeMessage(schema: DescMessage, message: Message, registry: Registry): string {
  const text = beginning(schema, partsOf(schema, message, registry, { partChars: summaryChars }), summaryChars);
  return text.length > summaryChars ? `${text.slice(0, summaryChars)} …` : text;
}

/** The whole message, part by part. Reading the parts can fail: see {@link unshowable}. */
export function indentedParts(schema: DescMessage, message: Message, registry: Registry): Iterable<string> {
  return partsOf(schema, message, registry, { indent: 2 });
}

/** The same on one line. */
export function lineParts(schema: DescMessage, message: Message, registry: Registry): Iterable<string> {
  return partsOf(schema, message, registry, {});
}

/** What stands in place of a message that has no JSON, such as an Any of an unknown type: its call has succeeded. */
export function unshowable({ typeName }: DescMessage, error: unknown): string {
  return `This ${typeName} cannot be shown as JSON: ${error instanceof Error ? error.message : String(error)}`;
}

/** Reads no more parts than are needed for more than `chars`. */
function beginning(schema: DescMessage, parts: Iterable<string>, chars: number): string {
  return shown(schema, () => {
    let text = "";
    for (const part of parts) {
      text += part;
      if (text.length > chars) {
        break;
      }
    }
    return text;
  });
}

function shown(schema: DescMessage, make: () => string): string {
  try {
    return make();
  } catch (error) {
    return unshowable(schema, error);
  }
}

/** Includes fields that are 0 or empty, which are not on the wire, to show the reader that they exist. */
function partsOf(
  schema: DescMessage,
  message: Message,
  registry: Registry,
  options: JsonPartsOptions,
): Iterable<string> {
  return jsonParts(schema, message, { registry, alwaysEmitImplicit: true, ...options });
}
