/** The calls of a transport that are under way, so that closing it ends them. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { Deadline, type DeadlineOptions } from "../core/deadline.ts";

export class Lifetime {
  #isClosed = false;
  readonly #open = new Set<Deadline>();
  /** Shared by all calls that have no signal of their own: making one for each costs more than the rest of a call. */
  readonly #shared = new AbortController();

  /** Begins a call; refuses to after the end. */
  open(options: DeadlineOptions): Deadline {
    if (this.#isClosed) {
      throw new ConnectError(Code.FailedPrecondition, "the transport is closed");
    }
    const deadline = new Deadline(options);
    this.#open.add(deadline);
    return deadline;
  }

  leave(deadline: Deadline): void {
    deadline.dispose();
    this.#open.delete(deadline);
  }

  /** What a fetch for this call has to listen to. */
  signalOf(deadline: Deadline): AbortSignal {
    return deadline.hasSignal ? deadline.signal : this.#shared.signal;
  }

  /** Cancels what is under way. A signal is aborted only if a call still needs it. */
  close(): void {
    this.#isClosed = true;
    const error = new ConnectError(Code.Canceled, "the transport is closed");
    for (const deadline of this.#open) {
      if (!deadline.hasSignal) {
        this.#shared.abort(error);
      }
      deadline.abort(error);
    }
  }
}
