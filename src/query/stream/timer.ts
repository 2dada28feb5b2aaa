/** A timer for any time, `Infinity` included. */

/** What engines can count to: a timer for longer than that fires at once. */
export const longestTimerMs = 2 ** 31 - 1;

/** Runs the task after a while, or never if that is longer than 24 days. Returns how to call it off. */
export function startTimer(ms: number, task: () => void): () => void {
  if (ms > longestTimerMs) {
    return () => {};
  }
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}
