/** Waits until the time is over. Rejects with the signal's reason if it is aborted first. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", aborted);
      resolve();
    }, ms);
    if (signal.aborted) {
      aborted();
    }
    signal.addEventListener("abort", aborted, { once: true });
  });
}
