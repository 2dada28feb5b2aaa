/** What a synchronous call with many messages back gives its caller. */
/// <reference lib="esnext.disposable" preserve="true" />
import { Code } from "../../../core/code.ts";
import { ConnectError } from "../../../core/connect-error.ts";

/**
 * The messages of a call, to be read once. Nothing is sent before the first read, which waits for the whole response
 * (of a handler in memory: for the next message). An error is thrown after the messages that came before it.
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

  /** One message at a time. A stream can be read once: asking again throws failed_precondition. */
  [Symbol.iterator](): IterableIterator<O> {
    if (this.#isTaken) {
      throw new ConnectError(Code.FailedPrecondition, "a stream can be read only once: make the call again");
    }
    this.#isTaken = true;
    return this.#messages;
  }

  /** Ends the call if it has not ended yet: `using stream = eliza.introduce(...)`. */
  [Symbol.dispose](): void {
    this.#messages.return?.();
  }
}
