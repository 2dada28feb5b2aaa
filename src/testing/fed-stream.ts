/** A stream of responses between the test that feeds it and the call that reads it. */

/** One action of the test on a stream. */
export type FeedEvent<O> = { readonly message: O } | { readonly end: Error | undefined };

/** Yields messages as they are fed. Not an async generator, because that could not be closed while it waits. */
export class FedStream<O> implements AsyncIterableIterator<O> {
  readonly #events: FeedEvent<O>[] = [];
  #wake: (() => void) | undefined;
  #isOver = false;

  add(event: FeedEvent<O>): void {
    this.#events.push(event);
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<O>> {
    while (this.#events.length === 0 && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const event = this.#isOver ? undefined : this.#events.shift();
    if (event && "message" in event) {
      return { done: false, value: event.message };
    }
    this.#isOver = true;
    if (event?.end) {
      throw event.end;
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<O>> {
    this.#isOver = true;
    this.#wake?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
