/** The deadline of a synchronous call: no timer fires while it runs, so the clock is asked on the way. */
import { Deadline } from "../deadline.ts";

/** A Deadline without a timer. */
export class DeadlineSync extends Deadline {
  /** @param timeoutMs from now; unset for none, negative for a deadline that has passed */
  constructor(timeoutMs: number | undefined) {
    super({ timeoutMs });
    this.dispose(); // what has arrived whole may be read later: only our own looks at the clock count
  }
}
