/** The end of a synchronous call's time: no timer fires while it runs, so the clock is asked on the way. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { Deadline } from "./deadline.ts";
import type { RequestContext } from "./request-context.ts";

/** A Deadline without a timer. */
export class DeadlineSync extends Deadline {
  readonly #timeoutMs: number | undefined;

  /** @param timeoutMs from now; unset for none, negative for a deadline that has passed */
  constructor(timeoutMs: number | undefined) {
    super({ timeoutMs });
    this.dispose(); // what has arrived whole may be read later: only our own looks at the clock count
    this.#timeoutMs = timeoutMs;
  }

  /** Ends the call as timed out: the clock says so, or whoever waited for an answer. */
  expire(): void {
    this.abort(new ConnectError(Code.DeadlineExceeded, `timed out after ${this.#timeoutMs} ms`));
  }

  /** Throws the reason why the call has to stop, if its time is up or something else has ended it. */
  check(): void {
    if (this.remainingMs === 0) {
      this.expire();
    }
    this.throwIfAborted();
  }
}

/** The deadline of a call that was begun with one of these, which every synchronous call is. */
export function deadlineOf({ deadline }: Pick<RequestContext, "deadline">): DeadlineSync {
  return deadline as DeadlineSync;
}
