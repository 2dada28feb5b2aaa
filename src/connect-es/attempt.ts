/** Applies the request with which a connect-es interceptor continues; it may differ from the one it received. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Metadata } from "../core/metadata.ts";
import type { RequestContext } from "../core/request-context.ts";

/** Replaces the headers of `target` with the given ones, unless these are the same object. */
export function takeHeaders(target: Metadata, given: Headers): void {
  if (given !== target) {
    target.clear();
    target.appendAll(given);
  }
}

/** One attempt of a call, which an interceptor can abort with its own signal. */
export interface Attempt {
  /** Rejects when the interceptor's signal is aborted; never if it is the call's own signal. */
  readonly aborted: Promise<never>;
  end(): void;
}

/** Starts an attempt. Its request ends with the signal, so that another attempt can follow. */
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
