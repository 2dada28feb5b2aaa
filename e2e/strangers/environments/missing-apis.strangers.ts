/**
 * Engines with missing APIs: older browsers, React Native's Hermes, jsdom. The APIs are removed from a page and from a
 * `vm` context before the program is loaded; nothing else changes.
 */
import nodeFetch, { Request, Response } from "node-fetch";
import { describe, expect, inject, it } from "vitest";
import { runIn, usePage } from "./browser.ts";
import { testCases } from "./test-cases.ts";
import { runInContext } from "./vm-context.ts";

const site = inject("site");
const { demo, scripted } = inject("addresses");

const abortSignals = [
  "AbortSignal.abort",
  "AbortSignal.any",
  "AbortSignal.timeout",
  "AbortSignal.prototype.reason",
  "AbortSignal.prototype.throwIfAborted",
];
const compressions = ["CompressionStream", "DecompressionStream"];

/** The APIs that a page may lack, as paths from its global object. */
const missing: Record<string, string[]> = {
  "no MessageChannel": ["MessageChannel", "MessagePort"],
  "only the original AbortSignal": abortSignals,
  "no native compression": compressions,
  "no API added after 2020": [
    ...abortSignals,
    ...compressions,
    "MessageChannel",
    "structuredClone",
    "scheduler",
    "Array.fromAsync",
    "Headers.prototype.getSetCookie",
    "Iterator",
    "Object.groupBy",
    "Promise.try",
    "Promise.withResolvers",
    "ReadableStream.from",
    "ReadableStream.prototype.values",
    "ReadableStream.prototype.Symbol.asyncIterator",
    "Request.prototype.body",
    "Request.prototype.duplex",
    "Response.json",
    "Set.prototype.union",
    "URL.canParse",
    "URL.parse",
    "Uint8Array.fromBase64",
    "Uint8Array.prototype.toBase64",
    "crypto.randomUUID",
  ],
};

/** Runs in the page, before its scripts. */
function take(paths: string[]): void {
  for (const path of paths) {
    const names = path.split(".");
    const last = names.pop() as string;
    let holder: object = globalThis;
    for (const name of names) {
      holder = name === "Symbol" ? holder : ((holder as Record<string, object>)[name] ?? {});
    }
    const key = names.at(-1) === "Symbol" ? Symbol[last as "asyncIterator"] : last;
    if (!Reflect.deleteProperty(holder, key)) {
      throw new Error(`cannot take ${path} away`);
    }
  }
}

describe.each(Object.entries(missing))("in a page with %s", (_, paths) => {
  const used = usePage("/page.html", async (page) => {
    await page.addInitScript(take, paths);
  });
  const run = runIn(() => used.page, "default");
  testCases("everyCall", { demo: site, scripted }, run);
  testCases("throughTheCache", { demo: "memory" }, run);

  it("leaves no uncaught errors", () => expect(used.errors).toEqual([]));
});

describe("in a page with React Native's platform, which has fetch but no streams", () => {
  const paths = [
    "fetch",
    "Headers",
    "Request",
    "Response",
    "ReadableStream",
    "WritableStream",
    "TransformStream",
    "TextDecoderStream",
    "TextEncoderStream",
    "MessageChannel",
    "structuredClone",
    ...compressions,
    ...abortSignals,
    "FinalizationRegistry",
    "WeakRef",
  ];
  const used = usePage("/page.html", async (page) => {
    await page.addInitScript(take, paths);
    await page.addInitScript({ path: "node_modules/whatwg-fetch/dist/fetch.umd.js" }); // replaces fetch by one without body streams
  });
  const run = runIn(() => used.page, "default");
  testCases("everyCall", { demo: site, scripted }, run);
  testCases("throughTheCache", { demo: site }, run);

  it("is where these tests run", async () => {
    expect(await used.page.evaluate(() => "body" in new globalThis.Response("x"))).toBe(false);
  });
});

describe("in a page with no clock but Date's", () => {
  const used = usePage("/page.html", async (page) => {
    await page.addInitScript(take, ["performance"]);
  });
  const run = runIn(() => used.page, "default");
  testCases("everyCall", { demo: site, scripted }, run);
  testCases("throughTheCache", { demo: site }, run); // the demo service itself needs the clock
});

describe("in an engine with only fetch and its classes", () => {
  const run = runInContext(inject("program"), {
    without: [
      "AbortSignal",
      "CompressionStream",
      "DecompressionStream",
      "MessageChannel",
      "ReadableStream",
      "TransformStream",
      "WritableStream",
      "console",
      "crypto",
      "performance",
      "queueMicrotask",
      "structuredClone",
    ],
    instead: { fetch: nodeFetch, Request, Response },
  });
  testCases("everyCall", { demo, scripted }, run);
  testCases("throughTheCache", { demo }, run);
});
