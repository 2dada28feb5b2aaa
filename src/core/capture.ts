/** Tracks who observes the calls being started: see `ResponseMetadata.capture`. */
import type { RequestContext } from "./request-context.ts";

/** Receives the context of each call it observes. */
export interface CallObserver {
  observe(context: RequestContext): void;
}

let current: CallObserver | undefined;

/** Returns the observer of the calls being started, if any. */
export function capturing(): CallObserver | undefined {
  return current;
}

/** Passes the context of every call that `run` starts before it returns to the observer. */
export function captureCalls<T>(observer: CallObserver, run: () => T): T {
  const outer = current;
  current = observer;
  try {
    return run();
  } finally {
    current = outer;
  }
}
