/** Tracks a handler's running calls, so that closing it can wait for them, and then end them. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";

/** How long an implementation may take to finish after its call was ended. */
const leaveMs = 1000;

export class RunningCalls {
  readonly #deadlines = new Set<Deadline>();
  #whenIdle: (() => void) | undefined;

  add(deadline: Deadline): void {
    this.#deadlines.add(deadline);
  }

  /** @param work parts of the call that may still run; it counts until they have settled */
  async remove(deadline: Deadline, ...work: unknown[]): Promise<void> {
    deadline.dispose();
    await Promise.allSettled(work);
    this.#deadlines.delete(deadline);
    if (this.#deadlines.size === 0) {
      this.#whenIdle?.();
    }
  }

  /** Waits for the calls, then ends the remaining ones. */
  async close(graceMs: number): Promise<void> {
    if (await this.#areOverWithin(graceMs)) {
      return;
    }
    for (const deadline of this.#deadlines) {
      // Each call gets its own error: it becomes the reason of the call's signal, and later calls may write into it.
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
