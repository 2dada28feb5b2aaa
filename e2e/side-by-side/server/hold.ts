/** Makes what passes wait until a test lets it go on. */
import { deferred } from "../../deferred.ts";

export class Hold {
  #released: Promise<void> | undefined;

  /** Returns the function that lets go. */
  begin(): () => void {
    const { promise, resolve } = deferred<void>();
    this.#released = promise;
    return () => {
      this.#released = undefined;
      resolve();
    };
  }

  async pass<T>(then: () => T): Promise<T> {
    await this.#released;
    return then();
  }
}
