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
    this.#write("append", name, value, this.getAll(name), value);
  }

  /**
   * @internal As `append`, for what a peer has sent: text that `Headers` refuses is kept all the same, and read by `get`,
   * `getAll` and `allItems`. The `Headers` below, and whoever sends them on, has a question mark for each such character.
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
    if (init instanceof Metadata) {
      for (const [name, value] of init.allItems()) {
        this.appendRaw(name, value);
      }
    } else {
      // Headers of another realm are no instance of ours, but iterable like them.
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
 * Without white space around them, as in Headers. Base64 has no comma: of a binary header one line may hold several
 * values, which are split wherever they come from.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests (Binary-Header)
 */
function singleValues(name: string, value: unknown): string[] {
  const text = String(value); // what JavaScript gives may be a number
  return ((/-bin$/i.test(name) && text.match(/[^\s,][^,]*/g)) || [text]).map((single) => single.trim());
}

/** A header that HTTP cannot carry. `ConnectError.from` knows it by its name. */
export class InvalidHeaderError extends TypeError {
  override readonly name = "InvalidHeaderError";
}
