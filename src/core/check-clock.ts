/** A look at the clock by whoever computes in one go, while no timer can fire. */
import type { Deadline } from "./deadline.ts";

/** Ends a call whose time is up, and throws the reason once the call has to stop. */
export function checkClock(deadline: Deadline): void {
  if (deadline.remainingMs === 0) {
    deadline.expire();
  }
  deadline.throwIfAborted();
}
