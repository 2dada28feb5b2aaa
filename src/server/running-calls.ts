/** The calls of a handler that are under way, so that closing it can wait for them, and then end them. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";

/** What an implementation has to come to its end in once its call has been ended. */
const leaveMs = 1000;

export class RunningCalls {
  readonly #deadlines = new Set<Deadline>();
  #whenIdle: (() => void) | undefined;

  add(deadline: Deadline): void {
    this.#deadlines.add(deadline);
  }

  /** @param work what may still run of the call; it counts until it has settled */
  async remove(deadline: Deadline, ...work: unknown[]): Promise<void> {
    deadline.dispose();
    await Promise.allSettled(work);
    this.#deadlines.delete(deadline);
    if (this.#deadlines.size === 0) {
      this.#whenIdle?.();
    }
  }

  /** Waits for the calls, then ends those that are left. */
  async close(graceMs: number): Promise<void> {
    if (await this.#areOverWithin(graceMs)) {
      return;
    }
    for (const deadline of this.#deadlines) {
      // One for each: it is the reason of a call's signal, and whatever a method calls with that may write into it.
      deadline.abort(new ConnectError(Code.Unavailable, "the server is closed"));
    }
    await this.#areOverWithin(leaveMs);
  }

  #areOverWithin(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      if (this.#deadlines.size === 0) {
        resolve(true);
        return;
      }
      const timer = ms < 2 ** 31 && setTimeout(resolve, ms, false);
      this.#whenIdle = () => {
        clearTimeout(timer || undefined);
        resolve(true);
      };
    });
  }
}
