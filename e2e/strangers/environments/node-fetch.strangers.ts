/** node-fetch 3: the body of a response is a Node stream, which has no `getReader`. */
import type { FetchLike } from "farcall";
import nodeFetch from "node-fetch";
import { describe, inject } from "vitest";
import { type CaseRun, runCase } from "../calls/run-case.ts";
import { ofAnswers } from "../inputs/index.ts";
import { testCases } from "./test-cases.ts";

const { demo, scripted } = inject("addresses");

describe("with node-fetch as fetch", () => {
  const run = (it: CaseRun) => runCase(it, { fetch: nodeFetch as unknown as FetchLike });
  for (const list of ["everyCall", "throughTheCache", "redirects", ...ofAnswers] as const) {
    testCases(list, { demo, scripted }, run);
  }
});

describe("in Node with its own fetch, passed explicitly", () => {
  testCases("everyCall", { demo, scripted }, (it) => runCase(it, { fetch: globalThis.fetch }));
});
