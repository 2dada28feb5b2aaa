/** Texts that exercise different parts of the compressions. */

/** Generates the same numbers in every run. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function pick(from: readonly string[], count: number, separator: string): string {
  const numbers = random(count);
  return Array.from({ length: count }, () => from[Math.floor(numbers.next().value * from.length)]).join(separator);
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
const words = pick(letters, 4_000, "").match(/.{1,8}/g) ?? [];

export const texts = {
  "nothing at all": "",
  "one letter": "a",
  "one letter, 300,000 times": "a".repeat(300_000),
  "30,000 words": pick(words, 30_000, " "),
  "200,000 letters at random": pick(letters, 200_000, ""),
  "emojis and letters": pick(["👋", "é", "ß", "漢", "a", "\u0000"], 50_000, ""),
};
