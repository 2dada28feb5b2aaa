/** Headers and trailers: the Leading-Metadata and Trailing-Metadata of the protocols. */

/**
 * A platform `Headers` that also keeps the single values of a name that was added more than once.
 *
 * `Headers.get` joins them with ", ", and a value that holds a comma cannot be told from two values afterwards.
 * Trailers of both protocols keep their single values here; HTTP response headers arrive joined from the browser.
 *
 * A name or value that HTTP does not allow throws an {@link InvalidHeaderError}, a TypeError as in the platform's own
 * class; in a call it becomes an invalid_argument ConnectError.
 */
export class Metadata extends Headers {
  readonly #values = new Map<string, string[]>();

  constructor(init?: HeadersInit) {
    super();
    if (init !== undefined) {
      this.appendAll(init);
    }
  }

  override append(name: string, value: string): void {
    checked(name, () => super.append(name, value));
    const key = name.toLowerCase();
    const values = this.#values.get(key) ?? [];
    values.push(value.trim()); // as Headers does
    this.#values.set(key, values);
  }

  override set(name: string, value: string): void {
    checked(name, () => super.set(name, value));
    this.#values.set(name.toLowerCase(), [value.trim()]);
  }

  override delete(name: string): void {
    super.delete(name);
    this.#values.delete(name.toLowerCase());
  }

  /** Removes everything. */
  clear(): void {
    for (const name of this.#values.keys()) {
      this.delete(name);
    }
  }

  /** Every value of this name, in the order in which they were added; empty if there is none. */
  getAll(name: string): string[] {
    return [...(this.#values.get(name.toLowerCase()) ?? [])];
  }

  /** Every name and value, with one entry for each single value; names are lower case. */
  *allItems(): IterableIterator<[name: string, value: string]> {
    for (const [name, values] of this.#values) {
      for (const value of values) {
        yield [name, value];
      }
    }
  }

  /** Appends everything that `init` holds. */
  appendAll(init: HeadersInit): void {
    for (const [name, value] of pairs(init)) {
      this.append(name, value);
    }
  }
}

function pairs(init: HeadersInit): Iterable<[string, string] | string[]> {
  if (init instanceof Metadata) {
    return init.allItems();
  }
  // Headers of another realm are no instance of ours, but iterable like them.
  return Symbol.iterator in init ? (init as Iterable<[string, string]>) : Object.entries(init);
}

/** A header that HTTP cannot carry. `ConnectError.from` knows it by its name. */
export class InvalidHeaderError extends TypeError {
  override readonly name = "InvalidHeaderError";
}

function checked(name: string, change: () => void): void {
  try {
    change();
  } catch (cause) {
    throw new InvalidHeaderError(`the header ${JSON.stringify(name)} cannot be sent: other text needs a -bin header`, {
      cause,
    });
  }
}
