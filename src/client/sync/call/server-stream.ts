/** The stream that a synchronous streaming call returns. */
/// <reference lib="esnext.disposable" preserve="true" />
import { Code } from "../../../core/code.ts";
import { ConnectError } from "../../../core/connect-error.ts";

/**
 * The messages of a call. Can be read once. Nothing is sent before the first read, which blocks until the whole
 * response is there (with an in-memory handler: until the next message). An error is thrown after the messages that
 * precede it.
 *
 * @example
 * for (const { sentence } of eliza.introduce({ name: "Ada" })) {
 *   console.log(sentence);
 * }
 */
export class SyncServerStream<O> implements Iterable<O>, Disposable {
  readonly #messages: IterableIterator<O>;
  #isTaken = false;

  /** @internal Streams come from a client. */
  constructor(messages: IterableIterator<O>) {
    this.#messages = messages;
  }

  /** Iterates message by message. A stream can be read only once: a second attempt throws failed_precondition. */
  [Symbol.iterator](): IterableIterator<O> {
    if (this.#isTaken) {
      throw new ConnectError(Code.FailedPrecondition, "a stream can be read only once: make the call again");
    }
    this.#isTaken = true;
    return this.#messages;
  }

  /** Ends the call if it is still running: `using stream = eliza.introduce(...)`. */
  [Symbol.dispose](): void {
    this.#messages.return?.();
  }
}
