/** A promise that is settled from outside, created lazily, and never causes an unhandled rejection. */
export class Outcome<T> {
  #outcome: (() => T) | undefined;
  #promise: Promise<T> | undefined;
  #settle: (() => void) | undefined;

  get promise(): Promise<T> {
    if (!this.#promise) {
      this.#promise = new Promise<void>((resolve) => {
        this.#settle = resolve;
      }).then(() => (this.#outcome as () => T)());
      this.#promise.catch(() => {});
      if (this.#outcome) {
        this.#settle?.();
      }
    }
    return this.#promise;
  }

  /** Only the first outcome counts. The value is computed lazily. */
  resolve(value: () => T): void {
    this.#outcome ??= value;
    this.#settle?.();
  }

  reject(error: unknown): void {
    this.resolve(() => {
      throw error;
    });
  }
}
