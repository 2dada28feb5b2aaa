/**
 * Counts the messages of an enveloped body without decoding them, however it is split into chunks.
 *
 * @see https://connectrpc.com/docs/protocol#streaming-request (Enveloped-Message)
 */

/** Flags of an end frame: Connect's 0b10, gRPC-Web's 0x80. */
const endFlags = 0x82;
const headerBytes = 5;

export class EnvelopeCounter {
  /** Complete messages, without the end frame. */
  messages = 0;
  /** True if the end frame is complete. */
  hasEnd = false;
  #isEnd = false;
  /** The number of header bytes received. */
  #filled = 0;
  /** The length in the header, minus what was received. */
  #length = 0;

  /** @returns how many bytes were read: all, or those up to the end of the first envelope */
  push(bytes: Uint8Array, toBoundary = false): number {
    let index = 0;
    while (index < bytes.byteLength) {
      if (this.#filled < headerBytes) {
        const byte = bytes[index++] as number;
        if (this.#filled++ === 0) {
          this.#length = 0;
          this.#isEnd = (byte & endFlags) !== 0;
        } else {
          this.#length = this.#length * 256 + byte;
        }
      }
      if (this.#filled === headerBytes) {
        const step = Math.min(this.#length, bytes.byteLength - index);
        this.#length -= step;
        index += step;
        if (this.#length === 0) {
          this.#filled = 0;
          this.messages += this.#isEnd ? 0 : 1;
          this.hasEnd ||= this.#isEnd;
          if (toBoundary) {
            break;
          }
        }
      }
    }
    return index;
  }

  /** Returns an independent copy. */
  clone(): EnvelopeCounter {
    const clone = new EnvelopeCounter();
    clone.#filled = this.#filled;
    clone.#length = this.#length;
    return clone;
  }

  /** True between two envelopes. */
  get isAtBoundary(): boolean {
    return this.#filled === 0;
  }
}
