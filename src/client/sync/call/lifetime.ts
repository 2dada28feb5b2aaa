/** Tracks a synchronous transport's unfinished calls, which are streams, so that closing it ends them. */
import { Code } from "../../../core/code.ts";
import { ConnectError } from "../../../core/connect-error.ts";
import type { Deadline } from "../../../core/deadline.ts";
import { DeadlineSync } from "../../../core/sync/deadline.ts";

export class SyncLifetime {
  #isClosed = false;
  readonly #open = new Set<Deadline>();

  /** Registers a call. Throws once the transport is closed. */
  open(timeoutMs: number | undefined): DeadlineSync {
    if (this.#isClosed) {
      throw new ConnectError(Code.FailedPrecondition, "the transport is closed");
    }
    const deadline = new DeadlineSync(timeoutMs);
    this.#open.add(deadline);
    return deadline;
  }

  leave(deadline: Deadline): void {
    this.#open.delete(deadline);
  }

  /** Ends unfinished streams with canceled. */
  close(): void {
    this.#isClosed = true;
    for (const deadline of this.#open) {
      deadline.abort(new ConnectError(Code.Canceled, "the transport is closed"));
    }
  }
}
