/** Lets a test wait for calls, and never beyond the end of the mock. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";

interface Waiting<T> {
  check: () => T | undefined;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
  /** What is waited for, for whoever learns that it did not happen. */
  what: string;
}

export class CallWatch {
  readonly #waiting = new Set<Waiting<unknown>>();
  #end: string | undefined;

  /** The first value that `check` gives, at once or after a change; what it throws is the failure. */
  wait<T>(what: string, check: () => T | undefined): Promise<T> {
    const promise = new Promise<T>((resolve, reject) => {
      this.#waiting.add({ check, resolve: resolve as (value: unknown) => void, reject, what });
    });
    promise.catch(() => {}); // nobody may wait for it any more
    this.changed();
    return promise;
  }

  /** Looks again. */
  changed(): void {
    for (const waiting of this.#waiting) {
      try {
        const value = waiting.check();
        if (value !== undefined) {
          this.#waiting.delete(waiting);
          waiting.resolve(value);
        } else if (this.#end !== undefined) {
          throw new ConnectError(Code.Canceled, `${waiting.what}: ${this.#end} before that`);
        }
      } catch (error) {
        this.#waiting.delete(waiting);
        waiting.reject(error);
      }
    }
  }

  /** Nothing more will come: whoever waits learns why. */
  end(reason: string): void {
    this.#end ??= reason;
    this.changed();
  }
}
