/** The bytes of a body in a HAR, which knows only text. */
import { decodeBase64 } from "../../wire/base64.ts";
import { fromByteString } from "../../wire/byte-string.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import type { HarText } from "./har-entry.ts";

/**
 * Of a response: base64 or text, as its encoding says. Firefox says base64 of every binary body, and hands over as text what
 * happens to be UTF-8: the reading that has the size of the body is right.
 */
export function bytesOfContent({ text, encoding, size }: HarText): Uint8Array | undefined {
  if (text === undefined) {
    return undefined;
  }
  const utf8 = new TextEncoder().encode(text);
  if (encoding !== "base64") {
    return utf8;
  }
  const binary = unlessBroken(() => decodeBase64(text));
  return utf8.byteLength === size && binary?.byteLength !== size ? utf8 : binary;
}

/**
 * Of a request: browsers write a character for each byte, or the text that the bytes are in UTF-8. Which of them, HAR
 * does not say.
 *
 * @param length what the request declares: the reading that has it is right
 * @returns undefined for bytes that the browser did not write down
 */
export function bytesOfPostData({ text, encoding }: HarText, length: number | undefined): Uint8Array | undefined {
  if (text === undefined || encoding === "base64") {
    return text === undefined ? undefined : bytesOfContent({ text, encoding });
  }
  const single = /^[\0-\xff]*$/.test(text) ? fromByteString(text) : undefined;
  const utf8 = new TextEncoder().encode(text);
  if (length !== undefined) {
    return [single, utf8].find((bytes) => bytes?.byteLength === length);
  }
  return single && isUtf8(single) ? single : utf8;
}

/** The body of grpc-web-text: pieces of base64, each padded by itself. */
export function bytesOfBase64Pieces(bytes: Uint8Array): Uint8Array | undefined {
  const text = new TextDecoder().decode(bytes).replace(/\s/g, "");
  return unlessBroken(() => concatBytes((text.match(/[^=]+=*/g) ?? []).map(decodeBase64)));
}

function isUtf8(bytes: Uint8Array): boolean {
  return unlessBroken(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)) !== undefined;
}

function unlessBroken<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
