/** Splits a stream of bytes into envelopes. Pure: bytes are pushed in, envelopes are returned. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { type Envelope, envelopeHeaderBytes } from "./envelope.ts";
import { messageTooLarge } from "./message-limit.ts";

/** Initial memory for a payload that arrives in pieces, whatever length its header declares. */
const firstAllocationBytes = 64 * 1024;

/** A payload that misses at least this much is worth reading straight into its memory. */
const leastRoomBytes = 64 * 1024;

/** How many bytes of an invalid envelope are quoted. */
const shownBytes = 80;

const nothing = new Uint8Array(0);

export interface EnvelopeReaderOptions {
  /** The code for malformed input. Default: internal. */
  code?: Code;
  /** The flags that an envelope may have. Default: all. */
  legalFlags?: number;
  /**
   * How many times as much memory as has arrived a payload may take. More saves copies, and trusts the peer more.
   * Default: 2.
   */
  growth?: number;
}

/**
 * Takes chunks split at any position, and returns the envelopes that each chunk completes.
 *
 * - Linear: each chunk is read once. A payload in pieces is copied into place as it arrives, into memory that grows by a
 *   factor up to the declared length; chunks are never collected and joined.
 * - Zero-copy: a payload that lies within one chunk is a view of that chunk.
 * - Early: unknown flags are rejected at the first byte of a header. An HTML page would look like a message of one GiB.
 * - Bounded: the limit is checked on the header, before anything is allocated, and memory is proportional to the bytes
 *   that have arrived (at most `growth` times as much), never to the length that a peer claims.
 *
 * Envelopes completed before a bad header are still returned; `failure` is the error that follows them.
 */
export class EnvelopeReader {
  /** Why no more can be read. Set at most once; further input is ignored. */
  failure: ConnectError | undefined;
  readonly #maxBytes: number;
  readonly #code: Code;
  readonly #illegalFlags: number;
  readonly #growth: number;
  /** A header of which 1 to 4 bytes have arrived. */
  readonly #header = new Uint8Array(envelopeHeaderBytes);
  #headerLength = 0;
  /** The envelope whose payload is arriving. `#length` is -1 between envelopes. */
  #flags = 0;
  #length = -1;
  #payload: Uint8Array<ArrayBuffer> = nothing;
  #filled = 0;

  constructor(maxBytes: number, { code = Code.Internal, legalFlags = 0xff, growth = 2 }: EnvelopeReaderOptions = {}) {
    this.#maxBytes = maxBytes;
    this.#code = code;
    this.#illegalFlags = ~legalFlags;
    this.#growth = growth;
  }

  /** True if an envelope has arrived only in part. */
  get isWithin(): boolean {
    return this.#headerLength > 0 || this.#length >= 0;
  }

  /**
   * Memory for the next bytes, while most of a large payload is still to come: a source that can read into memory saves
   * a copy. Pass to {@link pushRoom} what was read into it, or to `push` what was read in any other way.
   */
  get room(): Uint8Array<ArrayBuffer> | undefined {
    if (this.failure || this.#length - this.#filled < leastRoomBytes) {
      return undefined;
    }
    if (this.#payload.byteLength - this.#filled < leastRoomBytes) {
      this.#grow(this.#filled + leastRoomBytes);
    }
    return this.#payload.subarray(this.#filled);
  }

  /** @param bytes what was read into the room: a view of the same memory, which may have moved to another buffer */
  pushRoom(bytes: Uint8Array<ArrayBuffer>): Envelope[] {
    this.#payload = new Uint8Array(bytes.buffer);
    this.#filled += bytes.byteLength;
    return this.#filled === this.#length ? [this.#complete()] : [];
  }

  push(chunk: Uint8Array): Envelope[] {
    const envelopes: Envelope[] = [];
    let offset = 0;
    while (!this.failure) {
      if (this.#length < 0) {
        const read = this.#readHeader(chunk, offset);
        if (read === 0) {
          break;
        }
        offset += read;
        if (this.#length < 0) {
          continue; // a rejected header, or one that continues in the next chunk
        }
      }
      const missing = this.#length - this.#filled;
      const available = chunk.byteLength - offset;
      if (this.#filled === 0 && available >= missing) {
        envelopes.push({ flags: this.#flags, payload: chunk.subarray(offset, offset + missing) });
        this.#length = -1;
      } else if (available > 0) {
        this.#fill(chunk.subarray(offset, offset + missing));
        if (this.#filled === this.#length) {
          envelopes.push(this.#complete());
        }
      } else {
        break;
      }
      offset += Math.min(missing, available);
    }
    return envelopes;
  }

  /** Ends the input: sets `failure` if it ended within an envelope. */
  finish(): void {
    if (this.failure) {
      return;
    }
    if (this.#headerLength > 0) {
      this.failure = this.#truncated(`${this.#headerLength} of the ${envelopeHeaderBytes} bytes of an envelope header`);
    } else if (this.#length >= 0) {
      this.failure = this.#truncated(`${this.#filled} of the ${this.#length} bytes of a message`);
    }
  }

  /** Reads as much of a header as there is. Returns the number of bytes taken from the chunk. */
  #readHeader(chunk: Uint8Array, offset: number): number {
    const available = chunk.byteLength - offset;
    if (this.#headerLength === 0 && available > 0 && ((chunk[offset] as number) & this.#illegalFlags) !== 0) {
      this.failure = this.#unknownFlags(chunk.subarray(offset));
      return 0;
    }
    if (this.#headerLength === 0 && available >= envelopeHeaderBytes) {
      this.#begin(chunk, offset);
      return envelopeHeaderBytes;
    }
    const taken = Math.min(envelopeHeaderBytes - this.#headerLength, available);
    this.#header.set(chunk.subarray(offset, offset + taken), this.#headerLength);
    this.#headerLength += taken;
    if (this.#headerLength === envelopeHeaderBytes) {
      this.#headerLength = 0;
      this.#begin(this.#header, 0);
    }
    return taken;
  }

  #begin(bytes: Uint8Array, offset: number): void {
    // By hand, because a DataView per chunk costs more than these shifts.
    const byte = (index: number) => bytes[offset + index] as number;
    const length = ((byte(1) << 24) | (byte(2) << 16) | (byte(3) << 8) | byte(4)) >>> 0;
    if (length > this.#maxBytes) {
      this.failure = messageTooLarge(this.#maxBytes);
      return;
    }
    this.#flags = byte(0);
    this.#length = length;
    this.#filled = 0;
  }

  /** Adds a piece to the payload. */
  #fill(piece: Uint8Array): void {
    const end = this.#filled + piece.byteLength;
    if (end > this.#payload.byteLength) {
      this.#grow(end);
    }
    this.#payload.set(piece, this.#filled);
    this.#filled = end;
  }

  /** Makes room for `least` bytes in all, or for more if more are to come. */
  #grow(least: number): void {
    const bytes = Math.max(least, this.#growth * this.#filled, firstAllocationBytes);
    const larger = new Uint8Array(Math.min(this.#length, bytes));
    larger.set(this.#payload.subarray(0, this.#filled));
    this.#payload = larger;
  }

  /** Returns the envelope whose last byte has arrived. */
  #complete(): Envelope {
    const envelope = { flags: this.#flags, payload: this.#payload };
    this.#payload = nothing;
    this.#filled = 0;
    this.#length = -1;
    return envelope;
  }

  #truncated(what: string): ConnectError {
    return new ConnectError(this.#code, `the stream ended within an envelope: only ${what} arrived`);
  }

  /** Returns an error that quotes the input if it is text: a proxy's page, or JSON. */
  #unknownFlags(bytes: Uint8Array): ConnectError {
    const flags = `0x${(bytes[0] as number).toString(16).padStart(2, "0")}`;
    const [text = ""] = /^[\t\n\r -~]*/.exec(new TextDecoder().decode(bytes.subarray(0, shownBytes))) ?? [];
    const hint = text.length > 3 ? `: it is text, and starts with ${JSON.stringify(text)}` : "";
    return new ConnectError(this.#code, `an envelope has unknown flags (${flags})${hint}`);
  }
}
