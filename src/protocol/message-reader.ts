/** Turns the bytes of a stream into messages: envelopes, decompression, decoding, and the rules of the end frame. */

import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";
import type { MessageType } from "../core/method.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { compressedFlag, type Envelope } from "../wire/envelope.ts";
import { EnvelopeReader } from "../wire/envelope-reader.ts";
import type { BodyRead } from "./body-start.ts";
import { cutStream } from "./cut-stream.ts";
import { decodeMessage, decompress } from "./message-coding.ts";

export interface MessageReaderOptions<T> {
  codec: Codec;
  type: MessageType<T>;
  readMaxBytes: number;
  /** The deadline of the call. */
  deadline: Deadline;
  /** The compression that the headers announced. */
  compression: Compression | undefined;
  /** The error for compressed envelopes, if the headers announced an unknown compression. */
  unknownCompression?: ConnectError | undefined;
  /** Appended to the error about a compressed envelope that was not announced. */
  compressionHint?: string;
  /** The code for protocol errors of the peer: internal on a client, invalid_argument on a server. */
  code: Code;
  /** The flag of the envelope that ends the stream. If unset, the stream ends with the body. */
  endFlag?: number;
  /** Reads the end frame; throws the error in it. */
  onEnd?: (payload: Uint8Array) => void;
}

/**
 * A batch ends when this much has been decompressed. Otherwise, messages that arrived together are decoded together.
 */
const batchBytes = 1024 * 1024;

/** A server reads many requests at once, from anyone; a page reads few responses, from a server that it chose. */
const [requestGrowth, responseGrowth] = [2, 16];

/**
 * Takes the chunks of a body and returns the messages that each completes. Complete messages are returned before the
 * error that follows them: check `failure` after each batch, and again after `finish`.
 *
 * A chunk of 64 KiB may contain messages that decompress to 64 MiB. A batch ends once it has decompressed 1 MiB, plus
 * whatever the last message adds; the rest stays compressed until it is requested.
 */
export class MessageReader<T> {
  /** Why the stream failed: the error that the peer sent, or its violation of the protocol. */
  failure: ConnectError | undefined;
  /** Set if not every read of the body is worth waiting for: resolves with the end of the body instead. */
  orEnd?: (read: Promise<BodyRead>) => Promise<BodyRead>;
  readonly #options: MessageReaderOptions<T>;
  readonly #envelopes: EnvelopeReader;
  /** Envelopes that have arrived and are not yet decoded, from `#position` on. */
  #pending: readonly Envelope[] = [];
  #position = 0;
  #isEnded = false;

  constructor(options: MessageReaderOptions<T>) {
    this.#options = options;
    this.#envelopes = new EnvelopeReader(options.readMaxBytes, {
      code: options.code,
      legalFlags: compressedFlag | (options.endFlag ?? 0),
      growth: options.endFlag === undefined ? requestGrowth : responseGrowth,
    });
  }

  /** True once the end frame was read: nothing may follow, so there is nothing to wait for. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** True while there are envelopes to decode with {@link decodePending}. */
  get hasPending(): boolean {
    return this.#position < this.#pending.length;
  }

  /** Memory that the next chunk may be read into, if it is part of a large payload. */
  get room(): Uint8Array<ArrayBuffer> | undefined {
    return this.#envelopes.room;
  }

  /**
   * Returns the messages synchronously, unless a decompression is asynchronous. Nothing may be pending.
   *
   * @param room the memory that was offered for this chunk
   */
  push(chunk: Uint8Array, room?: Uint8Array): T[] | Promise<T[]> {
    if (this.failure) {
      return [];
    }
    // Reading into memory detaches it, which leaves the view that was offered without bytes.
    const isInRoom = room?.byteLength === 0;
    this.#pending = isInRoom ? this.#envelopes.pushRoom(chunk as Uint8Array<ArrayBuffer>) : this.#envelopes.push(chunk);
    this.#position = 0;
    return this.#decode([], 0);
  }

  /** Decodes the next pending batch in a new task, because earlier batches may have taken long. */
  async decodePending(): Promise<T[]> {
    await new Promise((resolve) => setTimeout(resolve));
    return this.decodePendingNow();
  }

  /** Decodes the next pending batch in the same task. */
  decodePendingNow(): T[] | Promise<T[]> {
    return this.#decode([], 0);
  }

  /** Ends the input. */
  finish(): void {
    if (this.failure) {
      return;
    }
    this.#envelopes.finish();
    if (this.#envelopes.failure) {
      this.failure = this.broken(cutStream(this.#envelopes.failure));
    } else if (!this.#isEnded && this.#options.endFlag !== undefined) {
      this.failure = this.unended();
    }
  }

  /** Returns the error of a body that was cut off or failed. Protocols may know more from the response headers. */
  broken(error: ConnectError): ConnectError {
    return error;
  }

  /** Returns the error for a missing end frame after complete messages; undefined if it may be missing. */
  protected unended(): ConnectError | undefined {
    return cutStream(
      new ConnectError(
        this.#options.code,
        "the stream ended without its end frame: the connection was cut, or a proxy dropped the end of the body",
      ),
    );
  }

  #decode(messages: T[], inflatedBefore: number): T[] | Promise<T[]> {
    let inflated = inflatedBefore;
    try {
      while (this.hasPending && inflated < batchBytes) {
        const envelope = this.#pending[this.#position++] as Envelope;
        if ((envelope.flags & compressedFlag) === 0) {
          this.#take(envelope, envelope.payload, messages);
          continue;
        }
        const payload = this.#inflate(envelope);
        if ("then" in payload) {
          return payload.then(
            (bytes) => {
              try {
                this.#take(envelope, bytes, messages);
              } catch (error) {
                return this.#fail(error, messages);
              }
              return this.#decode(messages, inflated + bytes.byteLength);
            },
            (error) => this.#fail(error, messages),
          );
        }
        inflated += payload.byteLength;
        this.#take(envelope, payload, messages);
      }
    } catch (error) {
      return this.#fail(error, messages);
    }
    if (!this.hasPending) {
      const { failure, isWithin } = this.#envelopes;
      const error = failure ?? (this.#isEnded && isWithin ? this.#late() : undefined);
      this.failure = error && this.broken(error);
    }
    return messages;
  }

  #fail(error: unknown, messages: T[]): T[] {
    this.failure = this.broken(ConnectError.from(error, this.#options.code));
    this.#pending = [];
    return messages;
  }

  #inflate({ payload }: Envelope): Uint8Array | Promise<Uint8Array> {
    const {
      compression,
      unknownCompression,
      readMaxBytes: maxBytes,
      code,
      deadline,
      compressionHint = "",
    } = this.#options;
    if (!compression) {
      // Internal even on a server, as the conformance suite requires.
      throw (
        unknownCompression ??
        new ConnectError(Code.Internal, `a message is compressed, but no compression was announced${compressionHint}`)
      );
    }
    return decompress(payload, compression, { maxBytes, code, deadline });
  }

  #take({ flags }: Envelope, payload: Uint8Array, messages: T[]): void {
    const { codec, type, code, onEnd } = this.#options;
    if (this.#isEnded) {
      throw this.#late();
    }
    if ((flags & ~compressedFlag) === 0) {
      messages.push(decodeMessage(codec, type, payload, code));
    } else {
      this.#isEnded = true;
      onEnd?.(payload);
    }
  }

  #late(): ConnectError {
    return new ConnectError(this.#options.code, "the stream went on after its end frame");
  }
}
