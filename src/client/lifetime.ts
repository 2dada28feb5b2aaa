/** The calls of a transport that are under way, so that closing it ends them. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Deadline } from "../core/deadline.ts";

export class Lifetime {
  #isClosed = false;
  readonly #open = new Set<Deadline>();
  /** Shared by all calls that have no signal of their own: making one for each costs more than the rest of a call. */
  readonly #shared = new AbortController();

  /** Enters a call; refuses it after the end. */
  enter(deadline: Deadline): void {
    if (this.#isClosed) {
      throw new ConnectError(Code.FailedPrecondition, "the transport is closed: create another one");
    }
    this.#open.add(deadline);
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
    const error = new ConnectError(Code.Canceled, "the transport was closed");
    const needsShared = [...this.#open].some((deadline) => !deadline.hasSignal);
    for (const deadline of this.#open) {
      deadline.abort(error);
    }
    if (needsShared) {
      this.#shared.abort(error);
    }
  }
}
