/** From the bytes of a stream to its messages: envelopes, decompression, decoding, and the rules of the end frame. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { MessageType } from "../core/method.ts";
import type { Codec } from "../wire/codec.ts";
import type { Compression } from "../wire/compression.ts";
import { compressedFlag, type Envelope } from "../wire/envelope.ts";
import { EnvelopeReader } from "../wire/envelope-reader.ts";
import { cutStream } from "./cut-stream.ts";
import { decodeMessage, decompress } from "./message-coding.ts";

export interface MessageReaderOptions<T> {
  codec: Codec;
  type: MessageType<T>;
  readMaxBytes: number;
  /** What the head announced for compressed envelopes. */
  compression: Compression | undefined;
  /** Added to the complaint about a compressed envelope that was not announced. */
  compressionHint?: string;
  /** Code for what the peer sent wrong: internal on a client, invalid_argument on a server. */
  code: Code;
  /** The flag of the envelope that ends the stream. Without one, the end of the bytes is the end of the stream. */
  endFlag?: number;
  /** Reads the end frame; throws the error that it carries. */
  onEnd?: (payload: Uint8Array) => void;
}

/**
 * Takes the chunks of a body, gives the messages that each completes. Whatever arrived whole is given before the error
 * that follows it: ask for `failure` after each `push`, and once more after `finish`.
 */
export class MessageReader<T> {
  /** Why the stream failed: what the peer answered, or how it broke the protocol. */
  failure: ConnectError | undefined;
  readonly #options: MessageReaderOptions<T>;
  readonly #envelopes: EnvelopeReader;
  #ended = false;

  constructor(options: MessageReaderOptions<T>) {
    this.#options = options;
    this.#envelopes = new EnvelopeReader(options.readMaxBytes);
  }

  /** Answers at once unless a decompression takes its time. */
  push(chunk: Uint8Array): T[] | Promise<T[]> {
    if (this.failure) {
      return [];
    }
    const envelopes = this.#envelopes.push(chunk);
    const messages: T[] = [];
    return this.#decodeFrom(0, envelopes, messages);
  }

  /** The body has ended. */
  finish(): void {
    if (this.failure) {
      return;
    }
    this.#envelopes.finish();
    if (this.#envelopes.failure) {
      this.failure = cutStream(new ConnectError(this.#options.code, this.#envelopes.failure.rawMessage));
    } else if (!this.#ended && this.#options.endFlag !== undefined) {
      this.failure = cutStream(
        new ConnectError(
          this.#options.code,
          "the stream ended without its end frame: the connection was cut, or a proxy dropped the end of the body",
        ),
      );
    }
  }

  #decodeFrom(start: number, envelopes: Envelope[], messages: T[]): T[] | Promise<T[]> {
    try {
      for (let index = start; index < envelopes.length; index++) {
        const envelope = envelopes[index] as Envelope;
        const payload = this.#payload(envelope);
        if (!(payload instanceof Uint8Array)) {
          return payload.then(
            (bytes) => {
              try {
                this.#take(envelope, bytes, messages);
              } catch (error) {
                return this.#fail(error, messages);
              }
              return this.#decodeFrom(index + 1, envelopes, messages);
            },
            (error) => this.#fail(error, messages),
          );
        }
        this.#take(envelope, payload, messages);
      }
    } catch (error) {
      return this.#fail(error, messages);
    }
    this.failure = this.#envelopes.failure;
    return messages;
  }

  #fail(error: unknown, messages: T[]): T[] {
    this.failure = ConnectError.from(error, this.#options.code);
    return messages;
  }

  #payload({ flags, payload }: Envelope): Uint8Array | Promise<Uint8Array> {
    if ((flags & compressedFlag) === 0) {
      return payload;
    }
    const { compression, readMaxBytes, code, compressionHint = "" } = this.#options;
    if (!compression) {
      // Also on a server: this is internal for both sides, says the protocol's own suite.
      throw new ConnectError(
        Code.Internal,
        `a message is compressed, but no compression was announced${compressionHint}`,
      );
    }
    return decompress(payload, compression, readMaxBytes, code);
  }

  #take({ flags }: Envelope, payload: Uint8Array, messages: T[]): void {
    const { codec, type, code, endFlag = 0, onEnd } = this.#options;
    if (this.#ended) {
      throw new ConnectError(code, "the stream went on after its end frame");
    }
    const meaning = flags & ~compressedFlag;
    if (meaning === 0) {
      messages.push(decodeMessage(codec, type, payload, code));
    } else if (meaning === endFlag) {
      this.#ended = true;
      onEnd?.(payload);
    } else {
      throw new ConnectError(code, `an envelope has unknown flags (0x${flags.toString(16).padStart(2, "0")})`);
    }
  }
}
