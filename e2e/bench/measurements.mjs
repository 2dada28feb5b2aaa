/** What is measured. */
import { blobs } from "./serve-pages.mjs";

/** @typedef {import("./pages/contender.ts").Protocol} Protocol */
/** @typedef {import("./pages/works.ts").WorkInput} WorkInput */

/**
 * @typedef {object} Measurement
 * @property {string} name for --only, and for goals
 * @property {string} title
 * @property {string} unit
 * @property {"work" | "memory" | "bytes"} kind
 * @property {string} [work] in pages/works.ts
 * @property {readonly WorkInput[]} inputs more than one for a chart
 * @property {(input: WorkInput) => number} [scale] from milliseconds to the unit
 * @property {readonly string[]} [contenders] default: all
 * @property {boolean} [long] takes long, so that a third of the rounds has to do
 * @property {"smallest" | "preset"} [farcall] what Farcall is loaded with
 */

/** @type {readonly Protocol[]} */
export const protocols = ["Connect", "gRPC-Web"];

/** Chunks as Chromium delivers a fast response, and about as large as a packet. */
const chunkBytes = 64 * 1024;
const packetBytes = 1_400;

/** @param {WorkInput} input */
const microsecondsEach = ({ count = 1 }) => 1_000 / count;

/** @param {number} recordCount in a response of 8 MiB @returns {readonly Measurement[]} */
export function measurementsOf(recordCount) {
  return [
    {
      name: "small-messages",
      title: "100,000 small messages, 64 KiB chunks",
      unit: "µs each",
      kind: "work",
      work: "items",
      inputs: [{ count: 100_000, chunkBytes }],
      scale: microsecondsEach,
    },
    {
      name: "batches",
      title: "the same, read with `batches()`",
      unit: "µs each",
      kind: "work",
      work: "batches",
      inputs: [{ count: 100_000, chunkBytes }],
      scale: microsecondsEach,
      contenders: ["limit", "farcall", "compiled"],
    },
    {
      name: "single-messages",
      title: "20,000 small messages, one per chunk",
      unit: "µs each",
      kind: "work",
      work: "items",
      inputs: [{ count: 20_000 }],
      scale: microsecondsEach,
    },
    {
      name: "records",
      title: "a unary response of 8 MiB, nested records",
      unit: "ms",
      kind: "work",
      work: "records",
      inputs: [{ count: recordCount }],
    },
    {
      name: "unary",
      title: "a small unary call",
      unit: "µs",
      kind: "work",
      work: "calls",
      inputs: [{ count: 4_000 }],
      scale: microsecondsEach,
    },
    {
      name: "abort",
      title: "`abort()` to rejection",
      unit: "µs",
      kind: "work",
      work: "abort",
      inputs: [{ count: 200 }],
      scale: () => 1_000,
    },
    {
      name: "network",
      title: `${blobs.count} messages of ${blobs.mebibytes} MiB over the network`,
      unit: "ms",
      kind: "work",
      work: "network",
      inputs: [blobs],
    },
    {
      name: "memory",
      title: "memory for 100,000 small messages",
      unit: "MiB",
      kind: "memory",
      work: "items",
      inputs: [{ count: 100_000, chunkBytes }],
      long: true,
    },
    {
      name: "bytes",
      title: "a page with one call, smallest Farcall",
      unit: "bytes, gzipped",
      kind: "bytes",
      inputs: [{}],
      farcall: "smallest",
    },
    {
      name: "preset-bytes",
      title: "a page with one call, Farcall with everything",
      unit: "bytes, gzipped",
      kind: "bytes",
      inputs: [{}],
      farcall: "preset",
    },
    {
      name: "by-count",
      title: "small messages, by their number",
      unit: "ms",
      kind: "work",
      work: "items",
      inputs: [1_000, 10_000, 100_000].map((count) => ({ count, chunkBytes })),
      long: true,
    },
    {
      name: "by-size",
      title: "one message in chunks of 1,400 bytes, by its size",
      unit: "ms",
      kind: "work",
      work: "blob",
      inputs: [1, 4, 16, 64].map((mebibytes) => ({ mebibytes, chunkBytes: packetBytes })),
      long: true,
    },
  ];
}
