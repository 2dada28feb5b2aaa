/** The context values of one call, layered over those its platform passed in. */
import { type ContextKey, ContextValues } from "../core/context-values.ts";

/** Keeps changes to itself: a platform may pass the same values to many calls. */
export class CallValues extends ContextValues {
  readonly #given: ContextValues;
  readonly #own = new Set<symbol>();

  constructor(given: ContextValues) {
    super();
    this.#given = given;
  }

  override get<T>(key: ContextKey<T>): T {
    return this.#own.has(key.id) ? super.get(key) : this.#given.get(key);
  }

  override set<T>(key: ContextKey<T>, value: T): this {
    this.#own.add(key.id);
    return super.set(key, value);
  }

  override delete(key: ContextKey<unknown>): this {
    this.#own.add(key.id);
    return super.delete(key);
  }
}
