/** The suite's framing, used for all messages here: four bytes of length, then the message. */

/**
 * @param {Uint8Array} message
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function frame(message) {
  const bytes = new Uint8Array(4 + message.byteLength);
  new DataView(bytes.buffer).setUint32(0, message.byteLength);
  bytes.set(message, 4);
  return bytes;
}

/** Finds the messages in chunks of any size. */
export class FrameReader {
  #rest = new Uint8Array(0);

  /**
   * @param {Uint8Array} chunk
   * @returns {Uint8Array[]} the messages that are complete with this chunk
   */
  push(chunk) {
    const bytes = new Uint8Array(this.#rest.byteLength + chunk.byteLength);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.byteLength);
    const view = new DataView(bytes.buffer);
    const messages = [];
    let start = 0;
    while (start + 4 <= bytes.byteLength) {
      const end = start + 4 + view.getUint32(start);
      if (end > bytes.byteLength) {
        break;
      }
      messages.push(bytes.subarray(start + 4, end));
      start = end;
    }
    this.#rest = bytes.slice(start);
    return messages;
  }
}
