/** Typed values that travel with a call, between a caller and interceptors; they never go over the wire. */

/** Names a value and gives it a type and a default. Two keys are never the same, whatever their description. */
export interface ContextKey<T> {
  readonly id: symbol;
  readonly defaultValue: T;
}

/**
 * Makes a key.
 *
 * @example
 * const attempt = createContextKey(0, { description: "attempt" });
 * ctx.values.set(attempt, ctx.values.get(attempt) + 1);
 */
export function createContextKey<T>(defaultValue: T, options: { description?: string } = {}): ContextKey<T> {
  return { id: Symbol(options.description), defaultValue };
}

export class ContextValues {
  readonly #values = new Map<symbol, unknown>();

  /** The value of this key, or the key's default. */
  get<T>(key: ContextKey<T>): T {
    return this.#values.has(key.id) ? (this.#values.get(key.id) as T) : key.defaultValue;
  }

  set<T>(key: ContextKey<T>, value: T): this {
    this.#values.set(key.id, value);
    return this;
  }

  delete(key: ContextKey<unknown>): this {
    this.#values.delete(key.id);
    return this;
  }
}
