/** Who wants to know of the calls that are started right now: see `ResponseMetadata.capture`. */
import type { RequestContext } from "./request-context.ts";

/** Is shown the context of a call. */
export interface CallObserver {
  observe(context: RequestContext): void;
}

let current: CallObserver | undefined;

/** The observer of calls that are started now. */
export function capturing(): CallObserver | undefined {
  return current;
}

/** Shows the observer what `run` starts before it returns. */
export function captureCalls<T>(observer: CallObserver, run: () => T): T {
  const outer = current;
  current = observer;
  try {
    return run();
  } finally {
    current = outer;
  }
}
