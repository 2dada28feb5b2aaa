/** Replays streamed requests for further attempts, because their source can be read only once. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";

/** Keeps the requests read so far, up to a limit, and yields them to the next attempt before reading on. */
export class ReplayableRequests<I> {
  readonly #source: AsyncIterable<I>;
  readonly #limit: number;
  #iterator: AsyncIterator<I> | undefined;
  /** The requests read so far, without the first `#dropped`. */
  #kept: I[] = [];
  #dropped = 0;
  #isKeeping = true;
  /** The pending read, whichever attempt started it. */
  #reading: Promise<void> | undefined;
  #end: { reason?: unknown; isFailed: boolean } | undefined;
  #reader: unknown;

  constructor(source: AsyncIterable<I>, limit: number) {
    this.#source = source;
    this.#limit = limit;
  }

  /** The reason why the call cannot be retried, if any. */
  get obstacle(): ConnectError | undefined {
    if (this.#dropped > 0) {
      const message = `the call cannot be retried: more than ${this.#limit} requests were read`;
      return new ConnectError(Code.FailedPrecondition, message);
    }
    return undefined;
  }

  /** Returns all requests from the first one, for one attempt. The previous attempt receives no more. */
  read(): AsyncIterableIterator<I> {
    let position = 0;
    const reader: AsyncIterableIterator<I> = {
      next: async () => {
        while (this.#reader === reader) {
          const index = position - this.#dropped;
          if (index < this.#kept.length) {
            const value = this.#kept[index] as I;
            position++;
            if (!this.#isKeeping) {
              this.#kept.splice(0, index + 1);
              this.#dropped = position;
            }
            return { done: false, value };
          }
          if (this.#end?.isFailed) {
            throw this.#end.reason;
          }
          if (this.#end) {
            break;
          }
          this.#reading ??= this.#readMore();
          await this.#reading;
        }
        return { done: true, value: undefined };
      },
      return: async () => {
        if (this.#reader === reader) {
          this.#reader = undefined;
        }
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => reader,
    };
    this.#reader = reader;
    return reader;
  }

  /** Stops keeping requests that the last attempt has read, because there will be no other. */
  forget(): void {
    this.#isKeeping = false;
  }

  /** Ends the call and closes the source, without waiting for it: the source may be waiting forever. */
  close(): void {
    this.#reader = undefined;
    if (this.#iterator && !this.#end) {
      this.#end = { isFailed: false };
      void (async () => this.#iterator?.return?.())().catch(() => {});
    }
  }

  async #readMore(): Promise<void> {
    try {
      this.#iterator ??= this.#source[Symbol.asyncIterator]();
      const { done, value } = await this.#iterator.next();
      if (done) {
        this.#end ??= { isFailed: false };
      } else {
        this.#kept.push(value);
        this.#isKeeping &&= this.#dropped + this.#kept.length <= this.#limit;
      }
    } catch (reason) {
      this.#end ??= { isFailed: true, reason };
    } finally {
      this.#reading = undefined;
    }
  }
}
