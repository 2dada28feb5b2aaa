/** Puts messages into envelopes, as in the bodies of both protocols. */

export function envelopes(messages: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(messages.reduce((sum, { byteLength }) => sum + 5 + byteLength, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const message of messages) {
    view.setUint32(at + 1, message.byteLength);
    bytes.set(message, at + 5);
    at += 5 + message.byteLength;
  }
  return bytes;
}
