/** A call's deadline: unites its timeout, the caller's signal and the transport's lifetime, and cleans up after them. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { now } from "./now.ts";
import { numberOption } from "./number-option.ts";
import { longestTimerMs } from "./timer.ts";

export interface DeadlineOptions {
  /** Milliseconds from now. Unset, 0 and Infinity mean none; a negative number is a deadline that has passed. */
  timeoutMs?: number | undefined;
  /** The caller's signal. */
  signal?: AbortSignal | null | undefined;
}

/**
 * Controls when one call must stop. `error` is set at that moment, before anyone is notified, so that the reason is
 * recorded here and never guessed from whatever an engine rejects with.
 *
 * An AbortController costs half as much as a small call, so it is created only when the signal is needed.
 */
export class Deadline {
  /** Why the call must stop; undefined while it may continue. */
  error: ConnectError | undefined;
  readonly #options: DeadlineOptions;
  /** On the clock of now(). */
  readonly #expiresAt: number | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<(error: ConnectError) => void>();
  readonly #shared: AbortController | undefined;
  #controller: AbortController | undefined;
  /** The shared controller, once a fetch listens to it. */
  #lent: AbortController | undefined;

  /** @param shared aborts calls that only closing their transport can end: see {@link fetchSignal} */
  constructor(options: DeadlineOptions = {}, shared?: AbortController) {
    this.#options = options;
    this.#shared = shared;
    const { timeoutMs, signal } = options;
    signal?.addEventListener("abort", this.#onCallerAbort);
    if (signal?.aborted) {
      this.#onCallerAbort();
    }
    if (timeoutMs && !this.error) {
      this.#expiresAt = now() + timeoutMs;
      if (timeoutMs < 0) {
        this.expire();
      } else if (timeoutMs <= longestTimerMs) {
        this.#timer = setTimeout(() => this.expire(), timeoutMs);
      }
    }
  }

  /** Aborts when the call must stop, with `error` as the reason. Never aborts after a successful call. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.error) {
        this.#controller.abort(this.error);
      }
    }
    return this.#controller.signal;
  }

  /**
   * The signal for this call's fetch. Chosen on first access and remembered, because a signal that was handed out must
   * be aborted whatever is requested later. Calls that only closing their transport can end share a controller.
   */
  get fetchSignal(): AbortSignal {
    if (!this.#isLimited && !this.#controller && !this.error) {
      this.#lent ??= this.#shared;
    }
    return (this.#lent ?? this).signal;
  }

  /** Milliseconds left, 0 once expired; undefined without a timeout. */
  get remainingMs(): number | undefined {
    return this.#expiresAt && Math.max(0, this.#expiresAt - now());
  }

  /** Stops the call. Only the first error counts. */
  abort(error: ConnectError): void {
    if (!this.error) {
      this.error = error;
      this.dispose();
      for (const listener of this.#listeners) {
        listener(error);
      }
      this.#controller?.abort(error);
      this.#lent?.abort(error);
    }
  }

  /** Stops the call with deadline_exceeded. */
  expire(): void {
    this.abort(new ConnectError(Code.DeadlineExceeded, `timed out after ${this.#options.timeoutMs} ms`));
  }

  /** Throws `error` if the call must stop. */
  throwIfAborted(): void {
    if (this.error) {
      throw this.error;
    }
  }

  /** Calls the listener at most once, when the call must stop. Returns a function that unsubscribes. */
  onAbort(listener: (error: ConnectError) => void): () => void {
    if (this.error) {
      listener(this.error);
    } else {
      this.#listeners.add(listener);
    }
    return () => this.#listeners.delete(listener);
  }

  /**
   * Settles like `work`, or rejects when the call must stop, because foreign code may never settle. Abandoned work
   * cannot cause an unhandled rejection. A call without limits has nothing to race against, except at its outer end:
   * its transport may be closed.
   *
   * @param unwinds at the outer end of a call: whether `work` gets one turn to fail by itself. Interceptor chains end
   *   this way: each interceptor is notified before the caller, and one that hangs cannot delay the caller.
   */
  race<T>(work: Promise<T>, unwinds?: boolean): Promise<T> {
    if (unwinds === undefined && !this.#isLimited && !this.error) {
      return work;
    }
    return new Promise<T>((resolve, reject) => {
      const unsubscribe = this.onAbort((error) => (unwinds ? setTimeout(reject, 0, error) : reject(error)));
      work.then(resolve, reject).then(unsubscribe);
    });
  }

  /** Removes the timer and the listener. Safe to call more than once. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener("abort", this.#onCallerAbort);
  }

  /** Truthy if the caller or a timeout can end the call. */
  get #isLimited(): unknown {
    return this.#options.signal ?? this.#expiresAt;
  }

  readonly #onCallerAbort = (): void => {
    this.abort(ConnectError.from(this.#options.signal?.reason ?? "the call was canceled", Code.Canceled));
  };
}

/** Resolves a configured timeout: 0 and Infinity mean none. */
export function resolveTimeoutMs(timeoutMs: number | undefined): number | undefined {
  const value = numberOption("timeoutMs", timeoutMs);
  return (value !== Infinity && value) || undefined;
}
