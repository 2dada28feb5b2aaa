/** The calls of a transport that are under way, so that closing it ends them. */
import { Code } from "../../core/code.ts";
import { ConnectError } from "../../core/connect-error.ts";
import { Deadline, type DeadlineOptions } from "../../core/deadline.ts";

export class Lifetime {
  #isClosed: boolean | undefined;
  readonly #open = new Set<Deadline>();
  #calls = 0;
  /**
   * Shared by calls that have no signal of their own: making one for each costs more than the rest of a call. But not by
   * all of them, because Node keeps a listener of every fetch until it collects garbage, and warns of more than 1,500.
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
    const deadline = new Deadline({ ...options, shared: this.#shared });
    this.#open.add(deadline);
    return deadline;
  }

  leave(deadline: Deadline): void {
    deadline.dispose();
    this.#open.delete(deadline);
  }

  /** Cancels what is under way. Each call gets an error of its own, because what tells of a call is written into it. */
  close(): void {
    this.#isClosed = true;
    for (const deadline of this.#open) {
      deadline.abort(new ConnectError(Code.Canceled, "the transport is closed"));
    }
  }
}
