/** Measures a codec in the page or process that runs it: one codec in each, because they share the caches of the engine. */
import { payloads } from "../payloads.mjs";

/**
 * @typedef {object} Codec
 * @property {(name: string, init: object) => any} create
 * @property {(name: string, bytes: Uint8Array) => any} read
 * @property {(name: string, message: any) => Uint8Array} write
 */

/** Nanoseconds per message, by shape. @param {Codec} codec @returns {Record<string, { read: number, write: number }>} */
export function measure(codec) {
  const shapes = Object.entries(payloads).map(([name, init]) => {
    const message = codec.create(name, init);
    return { name, message, bytes: codec.write(name, message) };
  });
  // All types are warm before any is measured: a page has many, which is what makes shared code slow.
  for (let round = 0; round < 3; round++) {
    for (const { name, message, bytes } of shapes) {
      for (let i = 0; i < 200; i++) {
        codec.read(name, bytes);
        codec.write(name, message);
      }
    }
  }
  return Object.fromEntries(
    shapes.map(({ name, message, bytes }) => {
      return [name, { read: time(() => codec.read(name, bytes)), write: time(() => codec.write(name, message)) }];
    }),
  );
}

/** The lowest tenth of many windows of a millisecond: noise only ever adds. @param {() => unknown} run */
function time(run) {
  let count = 8;
  const window = () => {
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      run();
    }
    return performance.now() - start;
  };
  while (Math.min(window(), window(), window()) < 1) {
    count *= 2;
  }
  const times = Array.from({ length: 40 }, window).sort((a, b) => a - b);
  return ((times[4] ?? 0) / count) * 1e6;
}
