/** What a proxy, a gateway or another server says in an answer that does not follow the protocol. */
import { ConnectError } from "../core/connect-error.ts";
import type { HttpHead } from "./protocol.ts";
import { mediaType } from "./response-check.ts";

/** So much of its words becomes the cause of the error, and so much of them stands in the message. */
const keptBytes = 2 * 1024;
const shownCharacters = 200;

const entities = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " }));

/** Controls, also of direction. Written out: not every engine that runs React Native knows the properties of Unicode. */
const unprintable = /[^ -~\xa0-\uffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The error with what stands at the start of a body, if that is text. */
export function quoteBody(error: ConnectError, response: HttpHead, start: Uint8Array): ConnectError {
  const type = mediaType(response);
  if (!/^text\/|[/+](json|xml)$/.test(type)) {
    return error;
  }
  const text = decode(start.subarray(0, keptBytes), response).trim();
  const cause = new Error(text.replace(unprintable, (character) => (/[\t\n]/.test(character) ? character : "")));
  return quoteText(error, /[/+](html|xml)$/.test(type) ? textOfPage(text) : text, cause);
}

/** The error with these words in its message. */
export function quoteText(error: ConnectError, text = "", cause = error.cause): ConnectError {
  const words = oneLine(text);
  if (!words) {
    return error;
  }
  const shown = [...words].slice(0, shownCharacters).join("");
  const message = `${error.rawMessage} (it says: ${shown}${shown === words ? "" : " …"})`;
  return new ConnectError(error.code, message, { metadata: error.metadata, cause });
}

/** In the charset of the content type, or in UTF-8. A character that the end has cut in two is left out. */
function decode(bytes: Uint8Array, { headers }: HttpHead): string {
  const [, charset] = /charset="?([^\s;"]+)/i.exec(headers.get("content-type") ?? "") ?? [];
  try {
    return new TextDecoder(charset).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder().decode(bytes); // an unknown charset
  }
}

/** Title and text, and not twice what stands in both. */
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
