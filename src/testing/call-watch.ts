/** Lets a test wait for calls, at most until the mock ends. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

interface Waiting<T> {
  check: () => T | undefined;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
  /** What is waited for, as in "waiting for a call of Say"; part of the error if it does not happen. */
  what: string;
}

export class CallWatch {
  readonly #waiting = new Set<Waiting<unknown>>();
  #end: string | undefined;

  /** Returns the first value of `check` that is not undefined, now or after a change. Rejects if `check` throws. */
  wait<T>(what: string, check: () => T | undefined): Promise<T> {
    const promise = new Promise<T>((resolve, reject) => {
      this.#waiting.add({ check, resolve: resolve as (value: unknown) => void, reject, what });
    });
    promise.catch(() => {}); // it may no longer be awaited
    this.changed();
    return promise;
  }

  /** Repeats all checks. */
  changed(): void {
    for (const waiting of this.#waiting) {
      try {
        const value = waiting.check();
        if (value !== undefined) {
          this.#waiting.delete(waiting);
          waiting.resolve(value);
        } else if (this.#end !== undefined) {
          throw new ConnectError(Code.Canceled, `${this.#end} while ${waiting.what}`);
        }
      } catch (error) {
        this.#waiting.delete(waiting);
        waiting.reject(error);
      }
    }
  }

  /** Rejects everything that is still being waited for, with this reason. */
  end(reason: string): void {
    this.#end ??= reason;
    this.changed();
  }
}
