/** A call's deadline: unites its timeout, the caller's signal and the transport's lifetime, and cleans up after them. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";
import { numberOption } from "./number-option.ts";

/** setTimeout fires at once beyond this many milliseconds (24.8 days). */
const longestTimerMs = 2 ** 31 - 1;

export interface DeadlineOptions {
  /** Milliseconds from now. Unset, 0 and Infinity mean none; a negative number is a deadline that has passed. */
  timeoutMs?: number | undefined;
  /** The caller's own signal. */
  signal?: AbortSignal | null | undefined;
  /** Aborted with calls that nothing ends but their transport: see {@link Deadline.fetchSignal}. */
  shared?: AbortController | undefined;
}

/**
 * Watches over one call. `error` is set at the moment the call has to stop, before anyone hears of it, so that the
 * reason is known by our own flag and never guessed from what an engine happens to reject with.
 *
 * An AbortController costs as much as half of a small call: it is made when somebody needs the signal.
 */
export class Deadline {
  /** Why the call has to stop; undefined while it may go on. */
  error: ConnectError | undefined;
  readonly #options: DeadlineOptions;
  /** On the clock of performance.now(). */
  readonly #expiresAt: number | undefined;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<(error: ConnectError) => void>();
  #controller: AbortController | undefined;
  /** The shared one, once a fetch listens to it. */
  #lent: AbortController | undefined;

  constructor(options: DeadlineOptions = {}) {
    this.#options = options;
    const { timeoutMs, signal } = options;
    signal?.addEventListener("abort", this.#onCallerAbort);
    if (signal?.aborted) {
      this.#onCallerAbort();
    }
    if (timeoutMs && !this.error) {
      this.#expiresAt = performance.now() + timeoutMs;
      if (timeoutMs < 0) {
        this.expire();
      } else if (timeoutMs <= longestTimerMs) {
        this.#timer = setTimeout(() => this.expire(), timeoutMs);
      }
    }
  }

  /** Aborted when the call has to stop, with `error` as its reason; never aborted by a call that succeeded. */
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
   * What the fetch of this call listens to. Decided at the first look and remembered, because what was handed out has to
   * be aborted, whatever is asked for later. A call that only its transport can end shares a controller with others.
   */
  get fetchSignal(): AbortSignal {
    if (!this.#isLimited && !this.#controller && !this.error) {
      this.#lent ??= this.#options.shared;
    }
    return (this.#lent ?? this).signal;
  }

  /** Milliseconds left, 0 when none are; undefined without a timeout. */
  get remainingMs(): number | undefined {
    return this.#expiresAt && Math.max(0, this.#expiresAt - performance.now());
  }

  /** Stops the call. The first reason counts, later ones are ignored. */
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

  /** Stops the call as timed out. */
  expire(): void {
    this.abort(new ConnectError(Code.DeadlineExceeded, `timed out after ${this.#options.timeoutMs} ms`));
  }

  /** Throws `error` once the call has to stop. */
  throwIfAborted(): void {
    if (this.error) {
      throw this.error;
    }
  }

  /** Calls back when the call has to stop, at most once; returns a function that unsubscribes. */
  onAbort(listener: (error: ConnectError) => void): () => void {
    if (this.error) {
      listener(this.error);
    } else {
      this.#listeners.add(listener);
    }
    return () => this.#listeners.delete(listener);
  }

  /**
   * Settles like `work`, or rejects when the call has to stop: what runs outside of our hands may never settle. Work
   * that is left behind cannot become an unhandled rejection. A call that nothing limits has nothing to race against.
   *
   * @param unwinds gives the work one turn to fail by itself. The chain of interceptors ends this way: each hears of the
   *   end before the caller does, and one that hangs cannot hold the caller back.
   */
  race<T>(work: Promise<T>, unwinds = false): Promise<T> {
    if (!unwinds && !this.#isLimited && !this.error) {
      return work;
    }
    return new Promise<T>((resolve, reject) => {
      const unsubscribe = this.onAbort((error) => (unwinds ? setTimeout(reject, 0, error) : reject(error)));
      work.then(resolve, reject).then(unsubscribe);
    });
  }

  /** Removes timer and listener. Safe to call more than once. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener("abort", this.#onCallerAbort);
  }

  /** Truthy if the caller can end the call, or the clock. */
  get #isLimited(): unknown {
    return this.#options.signal ?? this.#expiresAt;
  }

  readonly #onCallerAbort = (): void => {
    this.abort(ConnectError.from(this.#options.signal?.reason ?? "the call was canceled", Code.Canceled));
  };
}

/** A timeout as it was configured: 0 and Infinity mean none. */
export function resolveTimeoutMs(timeoutMs: number | undefined): number | undefined {
  const value = numberOption("timeoutMs", timeoutMs);
  return (value !== Infinity && value) || undefined;
}
