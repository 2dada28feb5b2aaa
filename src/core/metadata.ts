/** Headers and trailers, the Leading-Metadata and Trailing-Metadata of the protocols. */

/**
 * A platform `Headers` that also keeps the individual values of a repeated name.
 *
 * `Headers.get` joins them with ", ", after which a value with a comma looks like two values. Trailers of both
 * protocols keep their individual values here; HTTP response headers arrive joined from the browser.
 *
 * Names and values that HTTP does not allow throw an {@link InvalidHeaderError}, a TypeError as in the platform's own
 * class; in a call this becomes an invalid_argument ConnectError.
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
    this.#write("append", name, value, this.getAll(name), value);
  }

  /**
   * @internal Like `append`, but for what a peer sent: text that `Headers` rejects is kept anyway, and returned by
   * `get`, `getAll` and `allItems`. The underlying `Headers`, and any request they are forwarded in, have a question
   * mark for each such character.
   */
  appendRaw(name: string, value: string): void {
    this.#write("append", name, value, this.getAll(name), value.replace(/[\u0100-\uffff]/g, "?"));
  }

  override get(name: string): string | null {
    return this.#values.get(name.toLowerCase())?.join(", ") ?? null;
  }

  override set(name: string, value: string): void {
    this.#write("set", name, value, [], value);
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

  /** Returns every value of this name, in the order they were added; empty if there are none. */
  getAll(name: string): string[] {
    return [...(this.#values.get(name.toLowerCase()) ?? [])];
  }

  /** Yields every name and value, one entry per individual value. Names are lower case. */
  *allItems(): IterableIterator<[name: string, value: string]> {
    for (const [name, values] of this.#values) {
      for (const value of values) {
        yield [name, value];
      }
    }
  }

  /** Appends all entries of `init`. */
  appendAll(init: HeadersInit): void {
    if (init instanceof Metadata) {
      for (const [name, value] of init.allItems()) {
        this.appendRaw(name, value);
      }
    } else {
      // Headers from another realm are not instances of ours, but just as iterable.
      for (const [name, value] of Symbol.iterator in init ? (init as Iterable<string[]>) : Object.entries(init)) {
        this.append(name as string, value as string);
      }
    }
  }

  #write(method: "append" | "set", name: string, value: string, others: string[], sendable: string): void {
    try {
      super[method](name, sendable);
    } catch (cause) {
      throw new InvalidHeaderError(`the header ${JSON.stringify(name)} cannot be sent: text needs a -bin header`, {
        cause,
      });
    }
    this.#values.set(name.toLowerCase(), [...others, ...singleValues(name, value)]);
  }
}

/**
 * Trims white space, as Headers does. Base64 has no commas, so one line of a binary header may carry several values,
 * which are always split.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests (Binary-Header)
 */
function singleValues(name: string, value: unknown): string[] {
  const text = String(value); // JavaScript callers may pass a number
  return ((/-bin$/i.test(name) && text.match(/[^\s,][^,]*/g)) || [text]).map((single) => single.trim());
}

/** A header that HTTP cannot carry. `ConnectError.from` recognizes it by its name. */
export class InvalidHeaderError extends TypeError {
  override readonly name = "InvalidHeaderError";
}
