/** What an interceptor of connect-es goes on with, which may be another request than it was given. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Metadata } from "../core/metadata.ts";
import type { RequestContext } from "../core/request-context.ts";

/** Puts headers into ours, unless they are ours. */
export function takeHeaders(target: Metadata, given: Headers): void {
  if (given !== target) {
    target.clear();
    target.appendAll(given);
  }
}

/** How one attempt ends early: with a signal that an interceptor has put in the place of the call's. */
export interface Attempt {
  /** Rejects when the signal is aborted; never, if it is the call's own. */
  readonly aborted: Promise<never>;
  end(): void;
}

/** Begins an attempt. What it sends ends with the signal, so that a next one can follow. */
export function beginAttempt(signal: AbortSignal, ctx: RequestContext): Attempt {
  if (signal === ctx.signal) {
    return { aborted: new Promise(() => {}), end() {} };
  }
  const { send } = ctx;
  const controller = new AbortController();
  const { promise: aborted, reject } = rejectable();
  const abort = (): void => {
    controller.abort(signal.reason);
    reject(ConnectError.from(signal.reason, Code.Canceled));
  };
  signal.addEventListener("abort", abort);
  if (signal.aborted) {
    abort();
  }
  if (send) {
    ctx.send = (url, init) => {
      const own = init.signal;
      own?.addEventListener("abort", () => controller.abort(own.reason), { once: true });
      return send(url, { ...init, signal: controller.signal });
    };
  }
  return {
    aborted,
    end() {
      signal.removeEventListener("abort", abort);
      ctx.send = send;
    },
  };
}

function rejectable(): { promise: Promise<never>; reject: (error: ConnectError) => void } {
  let reject!: (error: ConnectError) => void;
  const promise = new Promise<never>((_, settle) => {
    reject = settle;
  });
  promise.catch(() => {});
  return { promise, reject };
}
