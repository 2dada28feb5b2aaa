/** The deadline of a synchronous call: no timer can fire while it runs, so the clock is polled. */
import { Deadline } from "../deadline.ts";

/** A Deadline without a timer. */
export class DeadlineSync extends Deadline {
  /** @param timeoutMs from now; undefined for none, negative for a deadline that has passed */
  constructor(timeoutMs: number | undefined) {
    super({ timeoutMs });
    this.dispose(); // a complete response may be read later: only explicit clock checks count
  }
}
