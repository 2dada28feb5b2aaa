/** Services that must be prepared before the first call, and cleaned up at the end. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { hasMethods } from "../core/invalid-option.ts";

/** A promise, or a generator that yields once, and cleans up after the `yield`. */
type Preparation<T> = PromiseLike<T> | AsyncGenerator<T>;

/**
 * A value; or a promise for it; or a generator that yields it once, and cleans up after the `yield`; or a function that
 * returns any of these, which is called again after a failure.
 */
export type Preparable<T> = T | Preparation<T> | (() => T | Preparation<T>);

/** Returns true if the value is not available yet. */
export function hasToBePrepared<T extends object>(
  source: Preparable<T>,
): source is Preparation<T> | (() => T | Preparation<T>) {
  return typeof source === "function" || isGenerator<unknown>(source) || hasMethods(source, "then");
}

export class Lifespan<T> {
  readonly #open: () => T | Preparation<T>;
  readonly #check: (value: T) => void;
  readonly #canBeTriedAgain: boolean;
  /** Shared by concurrent callers, and kept after it has succeeded. */
  #attempt: Promise<T> | undefined;
  /** The generator that yielded the value and must clean up. */
  #opened: AsyncGenerator<T> | undefined;
  #isClosed = false;

  /** @param check throws if the value is invalid */
  constructor(source: Preparation<T> | (() => T | Preparation<T>), check: (value: T) => void) {
    this.#canBeTriedAgain = typeof source === "function";
    this.#open = typeof source === "function" ? source : () => source;
    this.#check = check;
    if (hasMethods(source, "then")) {
      (source as PromiseLike<T>).then(undefined, () => {}); // may reject before the first call, which reports it
    }
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Returns the value. Prepares it at the first call, and again after a failure, with which it rejects. */
  async start(): Promise<T> {
    if (this.#isClosed) {
      throw new ConnectError(Code.Unavailable, "the server is closed");
    }
    this.#attempt ??= this.#prepare();
    const attempt = this.#attempt;
    try {
      return await attempt;
    } catch (reason) {
      if (this.#canBeTriedAgain && this.#attempt === attempt) {
        this.#attempt = undefined;
      }
      throw reason;
    }
  }

  /** Lets the generator clean up. Waits for it, and rejects with what it throws. */
  async close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      await this.#attempt?.catch(() => {}); // already reported to the calls
      await this.#opened?.return(undefined);
    }
  }

  async #prepare(): Promise<T> {
    const open = this.#open; // application callbacks are called without a receiver
    const source = (await open()) as T | AsyncGenerator<T>;
    if (!isGenerator(source)) {
      this.#check(source);
      return source;
    }
    const { done, value } = await source.next();
    if (done) {
      throw new TypeError("the generator of a service ended without yielding its implementation");
    }
    try {
      this.#check(value);
    } catch (reason) {
      await source.return(undefined);
      throw reason;
    }
    this.#opened = source;
    return value;
  }
}

function isGenerator<T>(source: T | AsyncGenerator<T>): source is AsyncGenerator<T> {
  return Symbol.asyncIterator in Object(source) && hasMethods(source, "next", "return");
}
