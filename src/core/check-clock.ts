/** Checks the clock in synchronous code, during which no timer can fire. */
import type { Deadline } from "./deadline.ts";

/** Expires a call whose time is up, and throws the call's error once it must stop. */
export function checkClock(deadline: Deadline): void {
  if (deadline.remainingMs === 0) {
    deadline.expire();
  }
  deadline.throwIfAborted();
}
