/** Streams of messages on their way to a caller: batches underneath, single messages for callers who want those. */

/**
 * The messages of a stream, batched as they arrived. At most one `pull` is pending at a time.
 *
 * A batch saves the promise that each message would cost.
 */
export interface BatchSource<T> {
  /** Resolves with the next messages, at least one, or with undefined at the end. Rejects when the stream fails. */
  pull(): Promise<T[] | undefined>;
  /** Called instead of another `pull` when the reader stops early. */
  cancel(): Promise<void>;
  /** Truthy if nothing more may be handed out, not even messages that have arrived: the next `pull` says why. */
  readonly stopped?: unknown;
}

/**
 * Iterates over a BatchSource message by message. Handwritten, because an async generator costs three promises per
 * message.
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

  /** The source, if nothing has been read through this iterator yet: a wrapper can then continue in batches. */
  get untouchedSource(): BatchSource<T> | undefined {
    return this.#refilling === undefined && this.#batch.length === 0 && !this.#ended ? this.#source : undefined;
  }

  async #nextAfterRefill(): Promise<IteratorResult<T>> {
    // Concurrent readers share one pull and take turns.
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

/** Returns any async iterable as a BatchSource, without indirection if it wraps one. */
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
