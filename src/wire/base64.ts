/**
 * Base64 as both protocols use it: written without padding, read with or without.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc4648#section-4
 */
import { fromByteString, toByteString } from "./byte-string.ts";

/** Encodes with the standard alphabet, without padding. */
export function encodeBase64(bytes: Uint8Array): string {
  return btoa(toByteString(bytes)).replace(/=+$/, "");
}

/** Decodes the standard alphabet, padded or not. Throws a DOMException for anything else. */
export function decodeBase64(text: string): Uint8Array {
  return fromByteString(atob(text));
}

/** Decodes either alphabet: some senders of binary headers use the one for URLs. */
export function decodeAnyBase64(text: string): Uint8Array {
  return decodeBase64(text.replace(/-/g, "+").replace(/_/g, "/"));
}
