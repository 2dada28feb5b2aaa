/** The first snapshot of a stream, for the fetches that wait for it. */
import type { ConnectError } from "../../core/connect-error.ts";
import type { StreamSnapshot } from "./stream-state.ts";
import { startTimer } from "./timer.ts";

interface Waiter {
  resolve(snapshot: StreamSnapshot): void;
  reject(error: ConnectError): void;
}

export class FirstSnapshot {
  readonly #waiters = new Set<Waiter>();
  readonly #onSilence: () => void;
  readonly #onWaiter: () => void;

  /**
   * @param onSilence called when one has waited for long enough
   * @param onWaiter called when one has come or gone
   */
  constructor(onSilence: () => void, onWaiter: () => void) {
    this.#onSilence = onSilence;
    this.#onWaiter = onWaiter;
  }

  get isAwaited(): boolean {
    return this.#waiters.size > 0;
  }

  /** @param signal that of the fetch: it ends the waiting, and TanStack has no use for an answer any more */
  wait(waitMs: number, signal: AbortSignal): Promise<StreamSnapshot> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve(snapshot) {
          leave();
          resolve(snapshot);
        },
        reject(error) {
          leave();
          reject(error);
        },
      };
      const stopTimer = startTimer(waitMs, this.#onSilence);
      const leave = () => {
        stopTimer();
        signal.removeEventListener("abort", leave);
        this.#waiters.delete(waiter);
        this.#onWaiter();
      };
      signal.addEventListener("abort", leave);
      this.#waiters.add(waiter);
      this.#onWaiter();
    });
  }

  resolve(snapshot: StreamSnapshot): void {
    for (const waiter of [...this.#waiters]) {
      waiter.resolve(snapshot);
    }
  }

  reject(error: ConnectError): void {
    for (const waiter of [...this.#waiters]) {
      waiter.reject(error);
    }
  }
}
