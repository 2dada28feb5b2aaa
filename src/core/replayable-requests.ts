/** The requests of a call that streams them, for more than one attempt: a source can be read once. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";

/** Keeps what was read, up to a limit, and gives it again to the next attempt before it reads on. */
export class ReplayableRequests<I> {
  readonly #source: AsyncIterable<I>;
  readonly #limit: number;
  #iterator: AsyncIterator<I> | undefined;
  /** What was read, without the first `#dropped`. */
  #kept: I[] = [];
  #dropped = 0;
  #isKeeping = true;
  /** The read that is under way, whichever attempt began it. */
  #reading: Promise<void> | undefined;
  #end: { reason?: unknown; isFailed: boolean } | undefined;
  #reader: unknown;

  constructor(source: AsyncIterable<I>, limit: number) {
    this.#source = source;
    this.#limit = limit;
  }

  /** Why there cannot be another attempt; undefined if there can. */
  get obstacle(): ConnectError | undefined {
    if (this.#dropped > 0) {
      const words = `more than ${this.#limit} requests were read, which are not kept for another attempt`;
      return new ConnectError(Code.FailedPrecondition, words);
    }
    return undefined;
  }

  /** All requests from the first one, for one attempt. The attempt before it gets no more. */
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

  /** There will be no other attempt: keeps no more than what the last one has still to read. */
  forget(): void {
    this.#isKeeping = false;
  }

  /** The call is over: lets the source clean up. It may be waiting for something that never comes: nobody waits for it. */
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
