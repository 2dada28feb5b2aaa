/**
 * Counts the messages of an enveloped body without looking at them, in whatever pieces it comes.
 *
 * @see https://connectrpc.com/docs/protocol#streaming-request (Enveloped-Message)
 */

/** Flags of an end frame: Connect's 0b10, gRPC-Web's 0x80. */
const endFlags = 0x82;
const headerBytes = 5;

export class EnvelopeCounter {
  /** Complete messages; the end frame is none. */
  messages = 0;
  /** The end frame has come whole. */
  hasEnd = false;
  #isEnd = false;
  /** Bytes of a header that have come. */
  #filled = 0;
  /** What the header says, less what has come. */
  #length = 0;

  /** @returns how many of the bytes were walked: all, or those up to the end of the first envelope */
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

  /** One that goes on from here by itself. */
  clone(): EnvelopeCounter {
    const clone = new EnvelopeCounter();
    clone.#filled = this.#filled;
    clone.#length = this.#length;
    return clone;
  }

  /** Between two envelopes. */
  get isAtBoundary(): boolean {
    return this.#filled === 0;
  }
}
