/** Malicious pages, whose data has the wrong type, size or number, or is meant to be executed. */
import type { Link } from "farcall/react/devtools";
import { FakePage } from "./fake-page.ts";

const text = (value: string) => new TextEncoder().encode(value);
export const evil = `<img src=x onerror="globalThis.hacked = 1"><script>globalThis.hacked = 1</script>`;

/** Well-formed calls full of dangerous content. */
export function hostileCalls(): FakePage {
  const page = new FakePage();
  const json = (value: string, method: string) =>
    page.add({ row: { method, codec: "json" }, codec: "json", response: [text(value)] });
  json(JSON.stringify({ html: evil, [evil]: evil }), evil);
  json(
    `{"__proto__": {"polluted": true}, "hasOwnProperty": 1, "constructor": {"prototype": {"polluted": 1}}, "toString": null}`,
    "hasOwnProperty",
  );
  json("[".repeat(10_000) + "]".repeat(10_000), "Deep");
  json(JSON.stringify({ long: "x".repeat(10_000_000) }), "Long");
  json(`{"lone": "\ud800 and \udc00", "nul": "\\u0000"}`, "Lone \ud800 surrogate");
  json("{ this is no json", "NoJson");
  json("undefined", "__proto__");
  page.add({
    row: { method: "Garbage" },
    response: [new Uint8Array([255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1])],
  });
  page.add({ row: { method: "Nested" }, response: [nested(3000)] });
  page.add({ row: { method: "NotGzip" }, encoding: "gzip", response: [new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3])] });
  page.add({ row: { method: "UnknownEncoding" }, encoding: "lzma", response: [new Uint8Array([1, 2, 3])] });
  page.add({
    row: { method: "BrokenFrames", kind: "server_streaming" },
    enveloped: false,
    response: [new Uint8Array([0, 255, 255, 255, 255, 1, 2])],
  });
  page.add({
    row: { method: "BadSchema" },
    schema: { input: "a.B", output: "a.C", files: ["AAAA", "!!!!"] },
    response: [new Uint8Array([10, 1, 97])],
  });
  page.add({
    row: {
      method: evil.repeat(2000),
      service: "\u202e".repeat(300),
      code: evil,
      why: "server",
      message: evil.repeat(100),
      url: `javascript:${evil}`,
    },
    details: {
      site: `at ${evil} (https://example.com/a.js:1:2)\nat x (javascript:alert(1):1:2)`,
      error: {
        code: evil,
        message: evil,
        details: [
          { type: evil, value: "////" },
          { type: "__proto__", value: "no base64 !" },
        ],
        metadata: [[evil, evil]],
        causes: [evil],
      },
      responseHeaders: [["__proto__", evil]],
    },
  });
  return page;
}

/** Nests messages to the given depth. */
function nested(depth: number): Uint8Array {
  let bytes: number[] = [];
  for (let level = 0; level < depth && bytes.length < 16_000; level++) {
    const length = bytes.length;
    bytes = [10, ...(length < 128 ? [length] : [(length & 127) | 128, length >> 7]), ...bytes];
  }
  return new Uint8Array(bytes);
}

/** A hook that returns a different invalid answer each time. */
export function lyingHook(): Link {
  const row = {
    id: 7,
    seq: "many",
    service: {},
    method: [],
    kind: "sideways",
    protocol: null,
    url: 1,
    start: "soon",
    end: -5,
    attempts: "none",
  };
  const good = {
    id: "x",
    seq: 1e300,
    service: null,
    method: null,
    start: 1e300,
    end: -1e300,
    timeoutMs: Number.MAX_VALUE,
    attempts: [null, 3, "x", {}, { at: -1, headersAt: "x", received: -1e308, responses: -7 }],
  };
  let asked = 0;
  const answers = [
    "not json",
    "{}",
    "[]",
    "7",
    JSON.stringify({ epoch: "e", calls: {} }),
    JSON.stringify({
      epoch: "e",
      calls: [row, null, 5, "x", good],
      seq: -1,
      more: true,
      now: "never",
      overrides: {},
      gone: [{}, 1],
    }),
    JSON.stringify({ epoch: "e", calls: [good], seq: 1, more: true, now: -1 }),
    JSON.stringify({
      epoch: "e",
      calls: [{ ...good, id: "y" }],
      seq: Number.MAX_SAFE_INTEGER,
      more: true,
      now: 5,
      transports: -3,
    }),
  ];
  return {
    async ask(member) {
      if (member === "drain") {
        return answers[Math.min(asked++, answers.length - 1)];
      }
      // The types say text, but a page can return anything.
      return [
        undefined,
        "null",
        "{}",
        "[]",
        42,
        JSON.stringify({
          id: "x",
          attempts: [{ request: { chunks: 1e9, enveloped: true }, response: { chunks: -1 } }],
        }),
        JSON.stringify({ chunks: [[1, "!!"], 5, ["x", "AAAA"]], next: -1, total: 1e12 }),
      ][asked++ % 7] as string;
    },
  };
}
