/** The stream that a server-streaming call returns. */
/// <reference lib="esnext.disposable" preserve="true" />
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { type BatchSource, MessageIterator } from "../../core/message-stream.ts";
import type { Metadata } from "../../core/metadata.ts";

/** The source a ServerStream reads from. @internal */
export interface ServerStreamSource<O> extends BatchSource<O> {
  /** Resolves when the response starts; rejects if the call fails before that. */
  readonly headers: Promise<Metadata>;
  /** Resolves when the stream has ended successfully; rejects if it fails or is closed early. */
  readonly trailers: Promise<Metadata>;
  /** Ends the call with this error. */
  stop(error: ConnectError): void;
}

/**
 * The messages of a server-streaming call. Can be read once: with `for await`, with `batches()`, or as a
 * ReadableStream.
 *
 * Nothing is sent before the first read, and a stream that is never read never fails. Leaving the loop early (`break`,
 * `return`, an exception) aborts the request.
 *
 * @example
 * for await (const { sentence } of eliza.introduce({ name: "Ada" })) {
 *   console.log(sentence);
 * }
 */
export class ServerStream<O> implements AsyncIterable<O>, AsyncDisposable {
  readonly #source: ServerStreamSource<O>;
  #isTaken = false;

  /** @internal Streams come from a client. */
  constructor(source: ServerStreamSource<O>) {
    this.#source = source;
  }

  /** Response headers, available once the response starts. Reading this property starts the call. */
  get headers(): Promise<Metadata> {
    return this.#source.headers;
  }

  /**
   * Response trailers, available once the stream was read to its end. Rejects if the stream fails or is closed early.
   */
  get trailers(): Promise<Metadata> {
    return this.#source.trailers;
  }

  /** Iterates message by message. A stream can be read only once: a second attempt throws failed_precondition. */
  [Symbol.asyncIterator](): AsyncIterator<O> {
    return new MessageIterator(this.#take());
  }

  /** Iterates over arrays of the messages that arrived together, at least one: faster for thousands per second. */
  batches(): AsyncIterable<O[]> {
    const source = this.#take();
    return new MessageIterator({
      async pull() {
        const batch = await source.pull();
        return batch && [batch];
      },
      cancel: () => source.cancel(),
    });
  }

  /** Returns the messages as a ReadableStream with back pressure. Canceling it cancels the call. */
  toReadableStream(): ReadableStream<O> {
    const iterator = this[Symbol.asyncIterator]();
    return new ReadableStream<O>(
      {
        async pull(controller) {
          const { done, value } = await iterator.next();
          if (done) {
            controller.close();
          } else {
            controller.enqueue(value);
          }
        },
        async cancel() {
          await iterator.return?.();
        },
      },
      { highWaterMark: 0 }, // here too, nothing is sent before the first read
    );
  }

  /** Cancels the call: its reader gets a canceled error with `reason` as the cause. */
  cancel(reason?: unknown): void {
    this.#source.stop(new ConnectError(Code.Canceled, "the stream was canceled", { cause: reason }));
  }

  /** Ends the call if it is still running: `await using stream = eliza.introduce(...)`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#source.cancel();
  }

  #take(): BatchSource<O> {
    if (this.#isTaken) {
      throw new ConnectError(Code.FailedPrecondition, "a stream can be read only once: make the call again");
    }
    this.#isTaken = true;
    return this.#source;
  }
}
