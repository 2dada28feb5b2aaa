/** Looks for the inputs that cost most to inflate: ours against zlib's time for a byte of the same input. */
import zlib from "node:zlib";
import type { Compression } from "farcall";
import { Choices, randomFrom } from "./choices.ts";
import type { GeneratedInput } from "./generated-input.ts";

export interface Worst {
  ratio: number;
  text: string;
}

const unlimited = 2 ** 31 - 1;

type Generate = (choices: Choices, byteLength: number) => GeneratedInput;

/** Climbs from random inputs for so long: what is worse than all before is changed a little, again and again. */
export function searchWorst(
  compression: Compression,
  generate: Generate,
  reference: (input: GeneratedInput) => number,
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
    const ratio = cpuMs(() => compression.decompress(input.bytes, unlimited)) / reference(input);
    if (ratio > worst.ratio) {
      // A measurement that was disturbed once is not believed.
      const again = cpuMs(() => compression.decompress(input.bytes, unlimited)) / reference(input);
      if (again > worst.ratio) {
        worst = { ratio: Math.min(ratio, again), text: `${input.blocks} blocks: ${input.text.slice(0, 100)}` };
        made = choices.made;
      }
    }
  }
  return worst;
}

/** zlib's own time for the same input. */
export const byZlib =
  (inflate: (bytes: Uint8Array) => unknown) =>
  ({ bytes }: GeneratedInput): number =>
    cpuMs(() => inflate(bytes));

const text = zlib.gzipSync(Buffer.from(Array.from({ length: 12_000 }, (_, n) => `user ${(n * 37) % 1000}, `).join("")));

/** Node 20 has no zstd: gzip's time for as many bytes of text, and for what comes out. */
export function byGzip(inflate: (bytes: Uint8Array) => Uint8Array) {
  return ({ bytes }: GeneratedInput): number => {
    const same = zlib.gzipSync(inflate(bytes), { level: 1 });
    const ofText = cpuMs(() => zlib.gunzipSync(text)) / text.byteLength;
    return ofText * bytes.byteLength + cpuMs(() => zlib.gunzipSync(same));
  };
}

/** The least of some runs, in milliseconds of the processor: what else the machine does counts for nothing. */
function cpuMs(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
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
