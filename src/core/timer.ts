/** A timer for any delay, including `Infinity`. */

/** The longest delay that engines support: a longer one fires immediately. */
export const longestTimerMs = 2 ** 31 - 1;

/** Runs the task after a delay, or never if that is longer than 24 days. Returns a function that cancels it. */
export function startTimer(ms: number, task: () => void): () => void {
  if (ms > longestTimerMs) {
    return () => {};
  }
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}
