/** Finds unusually long gaps between the messages of a stream, by what was usual before. */

/** Shorter gaps are never marked: nobody would notice them. */
const leastMs = 250;
/** How many times longer than usual a gap has to be. */
const factor = 4;
/** Gaps to see before any can be unusual. */
const learned = 3;
const weight = 0.2;

export class GapMeter {
  #usualMs = 0;
  #seen = 0;

  /** @returns whether the gap is unusually long. It counts only in part for what is usual. */
  isLong(gapMs: number): boolean {
    const isLong = this.#seen >= learned && gapMs >= leastMs && gapMs > factor * this.#usualMs;
    const counted = isLong ? factor * Math.max(this.#usualMs, 1) : gapMs;
    this.#usualMs = this.#seen === 0 ? counted : this.#usualMs + weight * (counted - this.#usualMs);
    this.#seen++;
    return isLong;
  }
}
