/**
 * Percent-encoding of grpc-message: UTF-8 bytes outside printable ASCII, and "%" itself, as %XX.
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
  // HTTP would strip a space at either end.
  return encoded.replace(/^ | $/g, "%20");
}

/**
 * Decodes a value as received through HTTP, one character per byte. Never throws: the status matters more than a
 * well-formed message. Invalid escapes are kept, and so is the text of servers that escape nothing.
 */
export function decodePercent(value: string): string {
  const unescaped = value.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return textOfByteString(unescaped);
}
