/** The most recent messages of a stream, in the batches they arrived in. */
export class RecentMessages<O> {
  /** The total number of messages. */
  count = 0;
  readonly #most: number;
  #batches: (readonly O[])[] = [];
  /** The position in these batches of the first message still held. */
  #start = 0;
  #held = 0;

  /** @param most the number of messages needed, at least one: slightly more may be held */
  constructor(most: number) {
    this.#most = most;
  }

  /** The batches that are held, oldest first. */
  get batches(): readonly (readonly O[])[] {
    return this.#batches.slice(this.#start);
  }

  /** The number of messages that are no longer held. */
  get lost(): number {
    return this.count - this.#held;
  }

  push(messages: readonly O[]): void {
    if (messages.length > 0) {
      const last = messages.length > this.#most ? messages.slice(-this.#most) : messages;
      this.#batches.push(last);
      this.count += messages.length;
      this.#held += last.length;
      this.#trim();
    }
  }

  #trim(): void {
    const lengthOfFirst = () => this.#batches[this.#start]?.length ?? 0;
    while (this.#held - lengthOfFirst() >= this.#most) {
      this.#held -= lengthOfFirst();
      this.#start++;
    }
    // Half of them at a time, so that not every batch moves all the others.
    if (this.#start * 2 >= this.#batches.length) {
      this.#batches = this.#batches.slice(this.#start);
      this.#start = 0;
    }
  }
}
