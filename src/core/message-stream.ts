/** How messages flow back to a caller: in batches underneath, one by one to those who want them so. */

/**
 * The messages of a stream, in batches as they arrived. At most one `pull` is under way at a time.
 *
 * A batch spares the promise that every single message would cost.
 */
export interface BatchSource<T> {
  /** The next messages, at least one; undefined at the end. Rejects when the stream fails. */
  pull(): Promise<T[] | undefined>;
  /** Called instead of another `pull` by a reader who leaves early. */
  cancel(): Promise<void>;
  /** Truthy when nothing more may be handed out, even what has arrived: the next `pull` says why. */
  readonly stopped?: unknown;
}

/**
 * Hands out a BatchSource message by message. Written by hand because an async generator costs three promises a message.
 */
export class MessageIterator<T> implements AsyncIterableIterator<T> {
  readonly #source: BatchSource<T>;
  #batch: T[] = [];
  #index = 0;
  #ended = false;
  #refilling: Promise<void> | undefined;

  constructor(source: BatchSource<T>) {
    this.#source = source;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#source.stopped) {
      this.#batch = [];
    }
    return this.#index < this.#batch.length
      ? Promise.resolve({ done: false, value: this.#batch[this.#index++] as T })
      : this.#nextAfterRefill();
  }

  async return(): Promise<IteratorResult<T>> {
    if (!this.#ended) {
      this.#end();
      await this.#source.cancel();
    }
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<T>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The source itself, if nothing was read through this iterator yet: whoever wraps it can go on in batches. */
  get untouchedSource(): BatchSource<T> | undefined {
    return this.#refilling === undefined && this.#batch.length === 0 && !this.#ended ? this.#source : undefined;
  }

  async #nextAfterRefill(): Promise<IteratorResult<T>> {
    // Readers that did not wait for each other share one pull and take their turn.
    while (this.#index >= this.#batch.length && !this.#ended) {
      this.#refilling ??= this.#refill();
      await this.#refilling;
    }
    return this.#index < this.#batch.length
      ? { done: false, value: this.#batch[this.#index++] as T }
      : { done: true, value: undefined };
  }

  async #refill(): Promise<void> {
    try {
      const batch = await this.#source.pull();
      if (batch === undefined || this.#ended) {
        this.#end();
      } else {
        this.#batch = batch;
        this.#index = 0;
      }
    } catch (error) {
      this.#end();
      throw error;
    } finally {
      this.#refilling = undefined;
    }
  }

  #end(): void {
    this.#ended = true;
    this.#batch = [];
    this.#index = 0;
  }
}

/** Any async iterable as a BatchSource; without a detour if it is one underneath. */
export function batchSourceOf<T>(iterable: AsyncIterable<T>): BatchSource<T> {
  const untouched = iterable instanceof MessageIterator ? iterable.untouchedSource : undefined;
  if (untouched) {
    return untouched as BatchSource<T>;
  }
  let iterator: AsyncIterator<T> | undefined;
  return {
    async pull() {
      iterator ??= iterable[Symbol.asyncIterator]();
      const { done, value } = await iterator.next();
      return done ? undefined : [value];
    },
    async cancel() {
      iterator ??= iterable[Symbol.asyncIterator]();
      await iterator.return?.();
    },
  };
}
