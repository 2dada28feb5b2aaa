/** The last messages of a stream, in the batches in which they came. */
export class RecentMessages<O> {
  /** How many there were. */
  count = 0;
  readonly #most: number;
  #batches: (readonly O[])[] = [];
  /** Where in these the first one is that is still held. */
  #start = 0;
  #held = 0;

  /** @param most how many messages are needed at most, and at least one: few more are held */
  constructor(most: number) {
    this.#most = most;
  }

  /** Those that are held, the first one first. */
  get batches(): readonly (readonly O[])[] {
    return this.#batches.slice(this.#start);
  }

  /** How many there were that are no longer held. */
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
    // Half of them at once, so that not every batch moves all the others.
    if (this.#start * 2 >= this.#batches.length) {
      this.#batches = this.#batches.slice(this.#start);
      this.#start = 0;
    }
  }
}
