/**
 * Base64 as both protocols use it: written without padding, read with or without.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc4648#section-4
 */

/** Longest argument list that is safe to spread into String.fromCharCode. */
const sliceBytes = 0x2000;

/** Standard alphabet, no padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.byteLength; start += sliceBytes) {
    binary += String.fromCharCode(...bytes.subarray(start, start + sliceBytes));
  }
  return btoa(binary).replace(/=+$/, "");
}

/** Standard alphabet, padded or not. Throws a DOMException for anything else. */
export function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
