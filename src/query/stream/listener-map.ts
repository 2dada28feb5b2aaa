/** Listeners, by the key they listen to. */
export class ListenerMap<T> {
  readonly #sets = new Map<string, Set<T>>();

  of(key: string): Iterable<T> {
    return this.#sets.get(key) ?? [];
  }

  /** Adds a listener. Returns a function that removes it. */
  add(key: string, listener: T): () => void {
    const set = this.#sets.get(key) ?? new Set();
    this.#sets.set(key, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#sets.get(key) === set) {
        this.#sets.delete(key);
      }
    };
  }
}
