/**
 * Reads base64 that comes in pieces, as gRPC-Web's text format sends it: whoever sends pads where it flushes, so padding
 * may stand in the middle, and what follows it begins anew.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md (Text-encoded streams)
 */
import type { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

/** The value of a character that is skipped: line breaks and blanks, which tools put into long base64. */
const blank = 64;
const padding = 65;
const illegal = 255;

/** By the code of a character: its six bits, or one of the above. */
const values = new Uint8Array(256).fill(illegal);
for (const [value, character] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
  values[character.charCodeAt(0)] = value;
}
values["=".charCodeAt(0)] = padding;
for (const character of "\t\n\r ") {
  values[character.charCodeAt(0)] = blank;
}

/** Linear: each character is looked at once, and at most three of them wait for the next piece. */
export class Base64Decoder {
  readonly #code: Code;
  /** The bits of a group of four characters that has begun, and how many characters of it there are. */
  #bits = 0;
  #count = 0;
  /** How many "=" the group still needs to be whole. */
  #missing = 0;
  /** How many characters came before this piece, for complaints. */
  #offset = 0;

  /** @param code of the error for what is no base64 */
  constructor(code: Code) {
    this.#code = code;
  }

  /** The bytes that this piece completes. Throws for what is no base64. */
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

  /** The bytes of a last group whose padding was left out. Throws if the text ends within a byte. */
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

  /** Writes the whole bytes of the group, which are one less than its characters, and begins the next one. */
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
