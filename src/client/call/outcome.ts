/** A promise that is settled from outside, costs nothing until somebody asks for it, and is never unhandled. */
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

  /** The first outcome counts. The value is made when it is wanted. */
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
