/** Tracks a transport's pending calls, so that closing it ends them. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Deadline, type DeadlineOptions } from "../../core/deadline.ts";

export class Lifetime {
  #isClosed: boolean | undefined;
  readonly #open = new Set<Deadline>();
  #calls = 0;
  /**
   * Shared by calls without a signal of their own, because creating one costs more than the rest of a call. Not shared
   * by all of them: Node keeps every fetch's listener until garbage collection, and warns above 1,500.
   */
  #shared!: AbortController;

  /** Registers a call. Throws once the transport is closed. */
  open(options: DeadlineOptions): Deadline {
    if (this.#isClosed) {
      throw new ConnectError(Code.FailedPrecondition, "the transport is closed");
    }
    if (this.#calls++ % 1000 === 0) {
      this.#shared = new AbortController();
    }
    const deadline = new Deadline(options, this.#shared);
    this.#open.add(deadline);
    return deadline;
  }

  leave(deadline: Deadline): void {
    deadline.dispose();
    this.#open.delete(deadline);
  }

  /** Cancels pending calls. Each gets its own error, because details of the call are written into it. */
  close(): void {
    this.#isClosed = true;
    for (const deadline of this.#open) {
      deadline.abort(new ConnectError(Code.Canceled, "the transport is closed"));
    }
  }
}
