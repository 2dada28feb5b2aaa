/**
 * Decodes base64 in chunks, as gRPC-Web's text format sends it: senders add padding wherever they flush, so padding may
 * occur in the middle, followed by a new sequence.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md (Text-encoded streams)
 */
import type { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** The value of characters that are skipped: line breaks and spaces, which tools insert into long base64. */
const blank = 64;
const padding = 65;
const illegal = 255;

/** Maps a character code to its six bits, or to one of the values above. */
const values = new Uint8Array(256).fill(illegal);
for (const [value, character] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
  values[character.charCodeAt(0)] = value;
}
values["=".charCodeAt(0)] = padding;
for (const character of "\t\n\r ") {
  values[character.charCodeAt(0)] = blank;
}

/** Decodes in linear time: reads each character once, and keeps at most three for the next chunk. */
export class Base64Decoder {
  readonly #code: Code;
  /** The bits of the current group of four characters, and the number of its characters so far. */
  #bits = 0;
  #count = 0;
  /** The number of "=" that the group still needs. */
  #missing = 0;
  /** The number of characters before this chunk, for error messages. */
  #offset = 0;

  /** @param code the code of the error for invalid base64 */
  constructor(code: Code) {
    this.#code = code;
  }

  /** Returns the bytes that this chunk completes. Throws for invalid base64. */
  push(text: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(((this.#count + text.byteLength) * 3) / 4));
    let length = 0;
    for (let index = 0; index < text.byteLength; index++) {
      const value = values[text[index] as number] as number;
      if (value === blank) {
        continue;
      }
      if (this.#missing > 0 ? value !== padding : value === illegal || (value === padding && this.#count < 2)) {
        throw this.#malformed(text[index] as number, this.#offset + index);
      }
      if (value !== padding) {
        this.#bits = (this.#bits << 6) | value;
        this.#count++;
      } else if (this.#missing > 0) {
        this.#missing--;
      } else {
        this.#missing = 3 - this.#count;
        length = this.#flush(bytes, length);
      }
      if (this.#count === 4) {
        length = this.#flush(bytes, length);
      }
    }
    this.#offset += text.byteLength;
    return bytes.subarray(0, length);
  }

  /** Returns the bytes of a last group without padding. Throws if the text ends within a byte. */
  finish(): Uint8Array {
    if (this.#count === 1 || this.#missing > 0) {
      throw new ConnectError(
        this.#code,
        `the body is not base64: it ends within a group of 4, after ${this.#offset} characters`,
      );
    }
    const bytes = new Uint8Array(2);
    return bytes.subarray(0, this.#count === 0 ? 0 : this.#flush(bytes, 0));
  }

  /** Writes the complete bytes of the group, one less than its characters, and starts the next group. */
  #flush(bytes: Uint8Array, start: number): number {
    const count = this.#count - 1;
    const bits = this.#bits << (6 * (4 - this.#count));
    for (let index = 0; index < count; index++) {
      bytes[start + index] = bits >> (16 - 8 * index);
    }
    this.#bits = 0;
    this.#count = 0;
    return start + count;
  }

  #malformed(character: number, at: number): ConnectError {
    const shown = character > 0x20 && character < 0x7f ? `"${String.fromCharCode(character)}"` : `byte ${character}`;
    return new ConnectError(this.#code, `the body is not base64: ${shown} at character ${at}`);
  }
}
