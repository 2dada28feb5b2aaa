/**
 * Converts between bytes and the strings of HTTP headers, in which each character is one byte.
 *
 * @see https://fetch.spec.whatwg.org/#headers-class
 * @see https://infra.spec.whatwg.org/#isomorphic-decode
 */

/** The longest argument list that is safe to spread into String.fromCharCode. */
const sliceBytes = 0x2000;

/** A non-ASCII character in well-formed UTF-8 (table 3-7 of the Unicode standard). */
const utf8Character =
  /([\xc2-\xdf]|\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f]|(\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf])[\x80-\xbf]/g;

export function toByteString(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.byteLength; start += sliceBytes) {
    text += String.fromCharCode(...bytes.subarray(start, start + sliceBytes));
  }
  return text;
}

export function fromByteString(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** Returns the intended text: decodes UTF-8 sequences as such, and any other byte as Latin-1. Never throws. */
export function textOfByteString(text: string): string {
  return text.replace(utf8Character, (bytes) => {
    let point = bytes.charCodeAt(0) & (0x7f >> bytes.length);
    for (let index = 1; index < bytes.length; index++) {
      point = (point << 6) | (bytes.charCodeAt(index) & 0x3f);
    }
    return String.fromCodePoint(point);
  });
}
