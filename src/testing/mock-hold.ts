/** Calls that stay pending until the test answers them. */

import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { RequestContext } from "../core/request-context.ts";
import { CallWatch } from "./call-watch.ts";
import type { MockCall } from "./mock-call.ts";

/**
 * Created by `mock.hold(method)`: all calls of the method, including later ones, stay pending until `answer` or `fail`.
 *
 * @example
 * const held = mock.hold(ElizaService.method.say);
 * render(<Say />); // shows its pending state
 * await held.called();
 * held.answer({ sentence: "Hello" });
 */
export class MockHold<I, O> {
  readonly #name: string;
  readonly #watch = new CallWatch();
  readonly #outcome: Promise<O>;
  #resolve!: (response: O) => void;
  #reject!: (error: Error) => void;
  readonly #waiting = new Set<MockCall<I>>();
  #latest: MockCall<I> | undefined;
  #isSettled = false;

  /** @internal */
  constructor(name: string) {
    this.#name = name;
    this.#outcome = new Promise<O>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#outcome.catch(() => {}); // it may fail before there is a call
  }

  /** Answers the calls with these fields. Only the first `answer` or `fail` counts. */
  answer(response: O): void {
    this.#isSettled = true;
    this.#resolve(response);
  }

  /** Fails the calls with this error. */
  fail(error: Error): void {
    this.#isSettled = true;
    this.#reject(error);
  }

  /** Returns the latest held call; waits for one if there is none. Rejects if the mock is reset or closed first. */
  called(): Promise<MockCall<I>> {
    return this.#watch.wait(
      `waiting for a call of ${this.#name}`,
      () => [...this.#waiting].at(-1) ?? (this.#isSettled ? this.#latest : undefined),
    );
  }

  /** @internal Returns the answer of one call. */
  async take(call: MockCall<I>, { deadline }: RequestContext): Promise<O> {
    this.#latest = call;
    this.#waiting.add(call);
    this.#watch.changed();
    try {
      return await deadline.race(this.#outcome);
    } finally {
      this.#waiting.delete(call);
    }
  }

  /** @internal */
  dispose(reason: string): void {
    this.#reject(new ConnectError(Code.Unavailable, reason));
    this.#watch.end(reason);
  }
}
