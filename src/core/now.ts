/** A clock for durations. */

/** Milliseconds since some moment. Not every environment has `performance`, whose clock never jumps. */
export function now(): number {
  return (globalThis.performance ?? Date).now();
}
