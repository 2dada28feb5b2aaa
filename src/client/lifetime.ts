/** The calls of a transport that are under way, so that closing it ends them. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { Deadline, type DeadlineOptions } from "../core/deadline.ts";

export class Lifetime {
  #isClosed = false;
  /** Each with what it shares: see below. */
  readonly #open = new Map<Deadline, AbortController>();
  #calls = 0;
  /**
   * Shared by calls that have no signal of their own: making one for each costs more than the rest of a call. But not by
   * all of them, for Node keeps a listener of every fetch until it collects garbage, and warns of more than 1,500.
   */
  #shared!: AbortController;

  /** Begins a call; refuses to after the end. */
  open(options: DeadlineOptions): Deadline {
    if (this.#isClosed) {
      throw new ConnectError(Code.FailedPrecondition, "the transport is closed");
    }
    const deadline = new Deadline(options);
    if (this.#calls++ % 1000 === 0) {
      this.#shared = new AbortController();
    }
    this.#open.set(deadline, this.#shared);
    return deadline;
  }

  leave(deadline: Deadline): void {
    deadline.dispose();
    this.#open.delete(deadline);
  }

  /** What a fetch for this call has to listen to. */
  signalOf(deadline: Deadline): AbortSignal {
    return ((!deadline.hasSignal && this.#open.get(deadline)) || deadline).signal;
  }

  /** Cancels what is under way. A signal is aborted only if a call still needs it. */
  close(): void {
    this.#isClosed = true;
    const error = new ConnectError(Code.Canceled, "the transport is closed");
    for (const [deadline, shared] of this.#open) {
      if (!deadline.hasSignal) {
        shared.abort(error);
      }
      deadline.abort(error);
    }
  }
}
