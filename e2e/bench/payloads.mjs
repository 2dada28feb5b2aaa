/** What the messages of shapes.proto are filled with: the same in every run. */

let state = 7;
/** @param {number} n */
function below(n) {
  state = (state * 1103515245 + 12345) & 0x7fffffff;
  return state % n;
}

const words = "river stone cloud maple ember harbor willow canyon meadow summit valley garden prairie".split(" ");
/** @param {number} count */
const text = (count) => Array.from({ length: count }, () => words[below(words.length)]).join(" ");
/** @template T @param {number} length @param {() => T} make */
const many = (length, make) => Array.from({ length }, make);

const tiny = { id: 4711, name: "hello there", active: true };

/** About half of it is text. @param {number} i */
export function record(i) {
  return {
    id: `record-${i}-${below(1e9)}`,
    revision: BigInt(below(2 ** 30)) * 1024n,
    title: text(5),
    description: text(25) + (i % 4 ? "" : " – naïve café"),
    kind: 1 + (i % 2),
    active: i % 3 === 0,
    score: below(1e6) / 7,
    ratio: 0.5,
    flags: below(65536),
    delta: below(2000) - 1000,
    token: BigInt(below(2 ** 30)) << 20n,
    digest: Uint8Array.from({ length: 32 }, () => below(256)),
    created: { seconds: BigInt(1.7e9 + i), nanos: below(1e9) },
    updated: { seconds: BigInt(1.7e9 + 2 * i), nanos: below(1e9) },
    tags: [text(1), text(1), text(2)],
    counts: many(8, () => below(5000)),
    labels: { env: "prod", region: text(1), team: text(2), tier: String(i % 5) },
    children: [0, 1, 2].map((k) => {
      return { id: i * 10 + k, name: text(2), amount: below(1e6) / 100, done: k === 1, notes: [text(3), text(4)] };
    }),
    address: { street: text(3), city: text(1), zip: "10115", country: "FI", latitude: 60.1, longitude: 24.9 },
    contact:
      i % 2
        ? { case: "email", value: `user${i}@example.com` }
        : { case: "phone", value: { number: "+3581234567", countryCode: 358 } },
  };
}

/** @type {Record<string, object>} */
export const payloads = {
  Tiny: tiny,
  Item: { id: 77777, name: "item-77777-maple", value: 116665.75, active: true },
  Record: record(1),
  Records: { records: Array.from({ length: 40 }, (_, i) => record(i)) },
  Text: {
    a: text(2),
    b: text(8),
    c: text(20),
    d: `naïve café – ${text(6)}`,
    lines: many(20, () => text(1 + below(10))),
  },
  Packed: {
    counts: many(200, () => below(50000)),
    values: many(100, () => below(1e6) / 7),
    hashes: many(100, () => below(2 ** 31)),
    deltas: many(100, () => below(2000) - 1000),
  },
  Maps: {
    labels: Object.fromEntries(many(20, () => /** @type {const} */ ([`key${below(1e9)}`, text(1)]))),
    counts: Object.fromEntries(many(20, () => /** @type {const} */ ([`n${below(1e9)}`, below(50) + 1]))),
    byId: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i + 1, tiny])),
  },
  Longs: {
    a: -5n,
    b: 2n ** 63n,
    c: -(2n ** 40n),
    d: 2n ** 60n,
    e: -1n,
    list: many(50, () => BigInt(below(2 ** 30)) * 1024n),
  },
};
