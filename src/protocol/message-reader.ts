/** From the bytes of a stream to its messages: envelopes, decompression, decoding, and the rules of the end frame. */

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
  /** The call that the messages are of. */
  deadline: Deadline;
  /** What the head announced for compressed envelopes. */
  compression: Compression | undefined;
  /** The complaint about compressed envelopes, if the head announced a compression that is not known. */
  unknownCompression?: ConnectError | undefined;
  /** Added to the complaint about a compressed envelope that was not announced. */
  compressionHint?: string;
  /** Code for what the peer sent wrong: internal on a client, invalid_argument on a server. */
  code: Code;
  /** The flag of the envelope that ends the stream. Without one, the end of the bytes is the end of the stream. */
  endFlag?: number;
  /** Reads the end frame; throws the error that it carries. */
  onEnd?: (payload: Uint8Array) => void;
}

/** A batch ends when it has inflated this much: what arrived together is otherwise decoded together. */
const batchBytes = 1024 * 1024;

/**
 * Takes the chunks of a body, gives the messages that each completes. Whatever arrived whole is given before the error
 * that follows it: ask for `failure` after each batch, and once more after `finish`.
 *
 * A chunk of 64 KiB may hold messages that inflate to 64 MiB. A batch ends when it has inflated 1 MiB, whatever one
 * message may have; the rest stays compressed until it is asked for.
 */
export class MessageReader<T> {
  /** Why the stream failed: what the peer answered, or how it broke the protocol. */
  failure: ConnectError | undefined;
  /** Set where it is not worth it to wait for every read of the body: gives the end of the body then. */
  orEnd?: (read: Promise<BodyRead>) => Promise<BodyRead>;
  readonly #options: MessageReaderOptions<T>;
  readonly #envelopes: EnvelopeReader;
  /** What has arrived and is not decoded, from `#position` on. */
  #pending: readonly Envelope[] = [];
  #position = 0;
  #isEnded = false;

  constructor(options: MessageReaderOptions<T>) {
    this.#options = options;
    this.#envelopes = new EnvelopeReader(options.readMaxBytes, {
      code: options.code,
      legalFlags: compressedFlag | (options.endFlag ?? 0),
    });
  }

  /** True once the end frame was read: nothing may follow, so there is nothing to wait for. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** True while messages that have arrived wait to be decoded by {@link decodePending}. */
  get hasPending(): boolean {
    return this.#position < this.#pending.length;
  }

  /** Answers at once unless a decompression takes its time. Nothing may be pending. */
  push(chunk: Uint8Array): T[] | Promise<T[]> {
    if (this.failure) {
      return [];
    }
    this.#pending = this.#envelopes.push(chunk);
    this.#position = 0;
    return this.#decode([], 0);
  }

  /** The next batch of what has arrived, after a turn for everybody else: the batches before may have taken long. */
  async decodePending(): Promise<T[]> {
    await new Promise((resolve) => setTimeout(resolve));
    return this.decodePendingNow();
  }

  /** The same at once. */
  decodePendingNow(): T[] | Promise<T[]> {
    return this.#decode([], 0);
  }

  /** The body has ended. */
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

  /** What it means that the body broke, or broke off. A protocol may know more from the head of the response. */
  broken(error: ConnectError): ConnectError {
    return error;
  }

  /** What it means that the end frame is missing after whole messages; undefined if it may be. */
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
      // Also on a server: this is internal for both sides, says the protocol's own suite.
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
