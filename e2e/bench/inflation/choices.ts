/** What a generator chooses: numbers that are kept, so that a search can repeat the choice and change a part of it. */
export class Choices {
  readonly made: number[];
  readonly #random: () => number;
  #next = 0;

  /** @param made what to choose, as far as it goes; then `random` says, with numbers from 0 to 1 */
  constructor(made: readonly number[], random: () => number) {
    this.made = [...made];
    this.#random = random;
  }

  fraction(): number {
    if (this.#next === this.made.length) {
      this.made.push(this.#random());
    }
    return this.made[this.#next++] as number;
  }

  /** A number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  /** A number from `least` to `most`, small ones as often as large ones. */
  between(least: number, most: number): number {
    return Math.min(most, Math.floor(least - 1 + (most - least + 2) ** this.fraction()));
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** True once in so many times. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }
}

/** Random numbers, the same each time. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
