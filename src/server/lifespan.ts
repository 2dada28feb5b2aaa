/** A service that has to be prepared before it can answer, and cleaned up after. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { hasMethods } from "../core/invalid-option.ts";

/** A value, the promise of one, or a generator that yields it once and cleans up in what comes after the `yield`. */
export type Preparable<T> = T | PromiseLike<T> | AsyncGenerator<T>;

export class Lifespan<T> {
  readonly #source: PromiseLike<T> | AsyncGenerator<T>;
  #value: Promise<T> | undefined;
  #isClosed = false;

  constructor(source: PromiseLike<T> | AsyncGenerator<T>) {
    this.#source = source;
    if (!isGenerator(source)) {
      source.then(undefined, () => {}); // it may fail before the first call, which is told
    }
  }

  /** The value; what prepares it runs at the first call. */
  async start(): Promise<T> {
    if (this.#isClosed) {
      throw new ConnectError(Code.Unavailable, "the server is closed");
    }
    this.#value ??= prepare(this.#source);
    return this.#value;
  }

  /** Lets the generator clean up. Waits for it, and rejects with what it throws. */
  async close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      await this.#value?.catch(() => {}); // the calls have been told
      await (isGenerator(this.#source) ? this.#source.return(undefined) : undefined);
    }
  }
}

/** True if the value is not there yet. */
export function hasToBePrepared<T extends object>(source: Preparable<T>): source is PromiseLike<T> | AsyncGenerator<T> {
  return isGenerator(source) || hasMethods(source, "then");
}

async function prepare<T>(source: PromiseLike<T> | AsyncGenerator<T>): Promise<T> {
  if (isGenerator(source)) {
    const { done, value } = await source.next();
    if (done) {
      throw new TypeError("the generator of a service ended without yielding its implementation");
    }
    return value as T;
  }
  return source as PromiseLike<T>;
}

function isGenerator(source: unknown): source is AsyncGenerator<unknown> {
  return Symbol.asyncIterator in Object(source) && hasMethods(source, "return");
}
