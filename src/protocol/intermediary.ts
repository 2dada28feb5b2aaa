/** Quotes what a proxy, a gateway or another server says in a response that does not follow the protocol. */
import { ConnectError } from "../core/connect-error.ts";
import type { HttpHead } from "./protocol.ts";
import { mediaType } from "./response-check.ts";

/** How many bytes of the body are kept as the cause, and how many characters are quoted in the message. */
const keptBytes = 2 * 1024;
const shownCharacters = 200;

const entities = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " }));

/**
 * Control characters, including bidirectional ones. Listed explicitly, because some engines that run React Native lack
 * Unicode properties.
 */
const unprintable = /[^ -~\xa0-\uffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Returns the error with the start of the body quoted, if it is text. */
export function quoteBody(error: ConnectError, response: HttpHead, start: Uint8Array): ConnectError {
  const type = mediaType(response);
  if (!/^text\/|[/+](json|xml)$/.test(type)) {
    return error;
  }
  const text = decode(start.subarray(0, keptBytes), response).trim();
  const cause = new Error(text.replace(unprintable, (character) => (/[\t\n]/.test(character) ? character : "")));
  return quoteText(error, /[/+](html|xml)$/.test(type) ? textOfPage(text) : text, cause);
}

/** Returns the error with a text quoted in its message. */
export function quoteText(error: ConnectError, text = "", cause = error.cause): ConnectError {
  const words = oneLine(text);
  if (!words) {
    return error;
  }
  const shown = [...words].slice(0, shownCharacters).join("");
  const message = `${error.rawMessage} (it says: ${shown}${shown === words ? "" : " …"})`;
  return new ConnectError(error.code, message, { metadata: error.metadata, cause });
}

/** Decodes in the charset of the content type, or as UTF-8. Drops a character truncated at the end. */
function decode(bytes: Uint8Array, { headers }: HttpHead): string {
  const [, charset] = /charset="?([^\s;"]+)/i.exec(headers.get("content-type") ?? "") ?? [];
  try {
    return new TextDecoder(charset).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder().decode(bytes); // unknown charset
  }
}

/** Returns title and text, without repeating the title. */
function textOfPage(page: string): string {
  const title = textOfMarkup(/<title[^>]*>([^<]*)/i.exec(page)?.[1] ?? "");
  const text = textOfMarkup(page.replace(/<title[\s\S]*?(<\/title>|$)/i, " "));
  return [text.includes(title) ? "" : title, text].filter(Boolean).join(": ");
}

function textOfMarkup(markup: string): string {
  return oneLine(
    markup
      .replace(/<!--[\s\S]*?(-->|$)|<(script|style)\b[\s\S]*?(<\/\2[^>]*>|$)|<[^>]*(>|$)/gi, " ")
      .replace(/&(?:#(\d{1,5})|(\w+));/g, (entity, number, name) =>
        number ? String.fromCharCode(number) : (entities.get(name) ?? entity),
      ),
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(unprintable, "").trim();
}
