/** Pauses between two attempts. */
import type { RequestContext } from "../core/request-context.ts";

/** Waits this many milliseconds. Rejects as soon as the call must stop, with its error. */
export function sleep(ms: number, { deadline }: RequestContext): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unsubscribe();
      resolve();
    }, ms);
    const unsubscribe: () => void = deadline.onAbort((error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
