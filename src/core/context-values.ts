/** Typed values that accompany a call, shared by its caller and interceptors. They are never sent. */

/** Identifies a value, with a type and a default. Keys are always distinct, whatever their descriptions. */
export interface ContextKey<T> {
  readonly id: symbol;
  readonly defaultValue: T;
}

/**
 * Creates a key.
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

  /** Returns the value of this key, or the key's default. */
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
