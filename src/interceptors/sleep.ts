/** A pause between two attempts. */
import type { RequestContext } from "../core/request-context.ts";

/** Waits, in milliseconds. Rejects at once when the call has to stop, with the reason. */
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
