/** The choices of a generator: recorded numbers, so that a search can replay and vary them. */
export class Choices {
  readonly made: number[];
  readonly #random: () => number;
  #next = 0;

  /** @param made the choices to replay, after which `random` decides, with numbers from 0 to 1 */
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

  /** Chooses a number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  /** Chooses a number from `least` to `most`, small ones as often as large ones. */
  between(least: number, most: number): number {
    return Math.min(most, Math.floor(least - 1 + (most - least + 2) ** this.fraction()));
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** Returns true once in `times` calls on average. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }
}

/** Creates a seeded random number generator. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
