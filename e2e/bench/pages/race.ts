/** Runs contenders in turns. */

/** Number of warm-up rounds, while code is not compiled yet. */
const warmUp = 3;

/** Measures how long `work` takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Returns the shortest time of each contender: other load on the machine, and garbage left by an earlier contender, only
 * make times longer. They take turns in a different order each time, so that a busy machine affects all equally.
 */
export async function race(
  contenders: Record<string, () => Promise<unknown>>,
  rounds: number,
): Promise<Record<string, number>> {
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, [] as number[]]));
  for (let round = 0; round <= rounds + warmUp; round++) {
    const all = Object.entries(contenders);
    for (const index of all.keys()) {
      const [name, work] = all[(index + round) % all.length] as (typeof all)[number];
      const time = await timed(work);
      if (round > warmUp) {
        times[name]?.push(time);
      }
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, Math.min(...all)]));
}

/** Fails if a contender did not do its work. */
export function check(actual: unknown, expected: unknown): void {
  if (actual !== expected) {
    throw new Error(`the benchmark is wrong: ${actual} instead of ${expected}`);
  }
}
