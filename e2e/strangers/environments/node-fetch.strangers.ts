/** node-fetch 3: a response's body is a stream of Node, which has no `getReader`. */
import type { FetchLike } from "farcall";
import nodeFetch from "node-fetch";
import { describe, inject } from "vitest";
import { runCase } from "../calls/run-case.ts";
import { testCases } from "./test-cases.ts";

const { demo, scripted } = inject("addresses");

describe("with node-fetch as fetch", () => {
  testCases("everyCall", { demo, scripted }, (it) => runCase(it, { fetch: nodeFetch as unknown as FetchLike }));
});

describe("in Node with its own fetch, handed over", () => {
  testCases("everyCall", { demo, scripted }, (it) => runCase(it, { fetch: globalThis.fetch }));
});
