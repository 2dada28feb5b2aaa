/** Searches for the inputs that are costliest to decompress, relative to zlib's time per byte of the same input. */
import type { Compression } from "farcall";
import { Choices, randomFrom } from "./choices.ts";
import type { GeneratedInput } from "./generated-input.ts";

export interface Worst {
  ratio: number;
  text: string;
}

const unlimited = 2 ** 31 - 1;

type Generate = (choices: Choices, byteLength: number) => GeneratedInput;

/** The number of measurements, and of those that matter: enough for the engine to compile everything. */
const [someRuns, manyRuns] = [3, 40];

/** Climbs from random inputs for a given time: repeatedly varies the worst input found so far. */
export function searchWorst(
  compression: Compression,
  generate: Generate,
  inflate: (bytes: Uint8Array) => unknown,
  forMs: number,
): Worst {
  const random = randomFrom(20_260_101);
  const end = performance.now() + forMs;
  let worst: Worst = { ratio: 0, text: "nothing" };
  let made: readonly number[] = [];
  while (performance.now() < end) {
    const start = random() < 0.5 ? [] : made.map((choice) => (random() < 0.1 ? random() : choice));
    const choices = new Choices(start, random);
    const input = generate(choices, 16 * 1024);
    const ratioIn = (runs: number): number =>
      cpuMs(() => compression.decompress(input.bytes, unlimited), runs) / cpuMs(() => inflate(input.bytes), runs);
    if (ratioIn(someRuns) > worst.ratio) {
      const ratio = ratioIn(manyRuns);
      if (ratio > worst.ratio) {
        worst = { ratio, text: `${input.blocks} blocks: ${input.text.slice(0, 100)}` };
        made = choices.made;
      }
    }
  }
  return worst;
}

/** Returns the minimum of some runs in CPU milliseconds, which are independent of other load. */
function cpuMs(work: () => unknown, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    let times = 0;
    let spent = 0;
    while (spent < 2) {
      work();
      times++;
      const { user, system } = process.cpuUsage(before);
      spent = (user + system) / 1000;
    }
    least = Math.min(least, spent / times);
  }
  return least;
}
