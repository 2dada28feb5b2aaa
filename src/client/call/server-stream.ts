/** What a server-streaming call gives its caller. */
/// <reference lib="esnext.disposable" preserve="true" />
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { type BatchSource, MessageIterator } from "../../core/message-stream.ts";
import type { Metadata } from "../../core/metadata.ts";

/** What a ServerStream reads from. @internal */
export interface ServerStreamSource<O> extends BatchSource<O> {
  /** Settles when the response begins; rejects if the call fails before. */
  readonly headers: Promise<Metadata>;
  /** Settles when the stream has ended well; rejects if it fails or is left. */
  readonly trailers: Promise<Metadata>;
  /** Ends the call with this error. */
  stop(error: ConnectError): void;
}

/**
 * The messages of a server-streaming call, to be read once: with `for await`, with `batches()`, or as a ReadableStream.
 *
 * Nothing is sent before the first read, and a stream that is never read never fails. Leaving a loop early (`break`,
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

  /** Response headers, as soon as the response begins. Asking for them starts the call. */
  get headers(): Promise<Metadata> {
    return this.#source.headers;
  }

  /** Response trailers, once the stream was read to its end. Rejects if the stream fails or is left before. */
  get trailers(): Promise<Metadata> {
    return this.#source.trailers;
  }

  /** One message at a time. A stream can be read once: asking again throws failed_precondition. */
  [Symbol.asyncIterator](): AsyncIterator<O> {
    return new MessageIterator(this.#take());
  }

  /** All messages that arrived together, at least one, as an array: the fast road for thousands a second. */
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

  /** The messages as a ReadableStream, with its back-pressure; cancelling that one cancels the call. */
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
      { highWaterMark: 0 }, // nothing is sent before the first read, here as well
    );
  }

  /** Ends the call: whoever reads it gets a canceled error, with `reason` as its cause. */
  cancel(reason?: unknown): void {
    this.#source.stop(new ConnectError(Code.Canceled, "the stream was canceled", { cause: reason }));
  }

  /** Ends the call if it has not ended yet: `await using stream = eliza.introduce(...)`. */
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
