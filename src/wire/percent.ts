/**
 * Percent-encoding of grpc-message: UTF-8 bytes outside of printable ASCII, and "%" itself, as %XX.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses (Percent-Encoded)
 */

export function encodePercent(text: string): string {
  let encoded = "";
  for (const byte of new TextEncoder().encode(text)) {
    const printable = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
    encoded += printable ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  // A blank at either end would be lost: HTTP strips it from a value.
  return encoded.replace(/^ | $/g, "%20");
}

/** Never throws: a status is worth more than a well-formed message. What is no escape stays as it is. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) {
    return text;
  }
  // Runs of escapes are decoded together, since one character may be spread over several of them.
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = Uint8Array.from(escapes.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  });
}
