/** The end of a call's time: one signal that unites timeout, caller and transport, one timer, one place to clean up. */
import { Code } from "./code.ts";
import { ConnectError } from "./connect-error.ts";

/** setTimeout fires at once beyond this many milliseconds (24.8 days). */
const longestTimerMs = 2 ** 31 - 1;

export interface DeadlineOptions {
  /** Milliseconds from now. Unset, 0 and Infinity mean none; a negative number is a deadline that has passed. */
  timeoutMs?: number | undefined;
  /** The caller's own signal. */
  signal?: AbortSignal | null | undefined;
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
  /** Point on the clock of performance.now(), in milliseconds; Infinity without a timeout. */
  readonly expiresAt: number = Number.POSITIVE_INFINITY;
  readonly #callerSignal: AbortSignal | undefined;
  readonly #listeners = new Set<(error: ConnectError) => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller: AbortController | undefined;

  constructor({ timeoutMs, signal }: DeadlineOptions = {}) {
    if (signal) {
      this.#callerSignal = signal;
      if (signal.aborted) {
        this.#onCallerAbort();
      } else {
        signal.addEventListener("abort", this.#onCallerAbort);
      }
    }
    if (timeoutMs) {
      this.expiresAt = performance.now() + timeoutMs;
      if (timeoutMs < 0) {
        this.abort(new ConnectError(Code.DeadlineExceeded, `the deadline had passed ${-timeoutMs} ms before the call`));
      } else if (timeoutMs <= longestTimerMs) {
        const expired = () => this.abort(new ConnectError(Code.DeadlineExceeded, `no answer within ${timeoutMs} ms`));
        this.#timer = setTimeout(expired, timeoutMs);
      }
    }
  }

  /** True if something beside {@link abort} can end the call, or somebody has asked for the signal. */
  get hasSignal(): boolean {
    return this.#controller !== undefined || this.#callerSignal !== undefined || this.expiresAt !== Infinity;
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

  /** Milliseconds left, 0 when none are; undefined without a timeout. */
  get remainingMs(): number | undefined {
    return this.expiresAt === Infinity ? undefined : Math.max(0, this.expiresAt - performance.now());
  }

  /** Stops the call. The first reason counts, later ones are ignored. */
  abort(error: ConnectError): void {
    if (this.error) {
      return;
    }
    this.error = error;
    this.dispose();
    for (const onAbort of [...this.#listeners]) {
      onAbort(error);
    }
    this.#listeners.clear();
    this.#controller?.abort(error);
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
   * Settles like `work`, or rejects as soon as the call has to stop: what runs outside of our hands (a fetch, a body)
   * may never settle. Work that is left behind cannot become an unhandled rejection.
   */
  race<T>(work: Promise<T>): Promise<T> {
    return this.#race(work, (reject, error) => reject(error));
  }

  /**
   * Like {@link race}, but gives the work one turn to fail by itself. The chain of interceptors ends a call this way:
   * each hears of the end before the caller does, and one that hangs cannot hold the caller back.
   */
  raceAfterUnwinding<T>(work: Promise<T>): Promise<T> {
    return this.#race(work, (reject, error) => setTimeout(reject, 0, error));
  }

  #race<T>(work: Promise<T>, stop: (reject: (error: ConnectError) => void, error: ConnectError) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const unsubscribe = this.onAbort((error) => stop(reject, error));
      work.then(
        (value) => {
          unsubscribe();
          resolve(value);
        },
        (error) => {
          unsubscribe();
          reject(error);
        },
      );
    });
  }

  /** Removes timer and listener. Safe to call more than once. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#callerSignal?.removeEventListener("abort", this.#onCallerAbort);
  }

  readonly #onCallerAbort = (): void => {
    const { reason } = this.#callerSignal as AbortSignal;
    this.abort(ConnectError.from(reason, Code.Canceled));
  };
}

/** The timeout of a call over that of its transport: a call's 0 means "none". Refuses what is no number of milliseconds. */
export function resolveTimeoutMs(callTimeoutMs: number | undefined, defaultTimeoutMs?: number): number | undefined {
  const timeoutMs = callTimeoutMs ?? defaultTimeoutMs;
  if (timeoutMs !== undefined && (typeof timeoutMs !== "number" || Number.isNaN(timeoutMs))) {
    throw new ConnectError(Code.InvalidArgument, `timeoutMs must be a number of milliseconds, not ${timeoutMs}`);
  }
  return timeoutMs === 0 || timeoutMs === Infinity ? undefined : timeoutMs;
}
