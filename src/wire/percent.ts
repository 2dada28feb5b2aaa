/**
 * Percent-encoding of grpc-message: UTF-8 bytes outside of printable ASCII, and "%" itself, as %XX.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses (Percent-Encoded)
 */
import { textOfByteString } from "./byte-string.ts";

export function encodePercent(text: string): string {
  let encoded = "";
  for (const byte of new TextEncoder().encode(text)) {
    const printable = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
    encoded += printable ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  // A blank at either end would be lost: HTTP strips it from a value.
  return encoded.replace(/^ | $/g, "%20");
}

/**
 * The text behind a value as HTTP hands it out, a character for each byte. Never throws: a status is worth more than a
 * well-formed message. What is no escape stays as it is, and servers that escape nothing are understood as well.
 */
export function decodePercent(value: string): string {
  const unescaped = value.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return textOfByteString(unescaped);
}
