/** Runs the inputs in Node, in a page, and, for synchronous calls, in a web worker. */
import type { Worker } from "@playwright/test";
import { beforeAll, describe, inject } from "vitest";
import { type CaseList, runCase } from "../calls/run-case.ts";
import { runIn, usePage } from "../environments/browser.ts";
import { testCases } from "../environments/test-cases.ts";
import { alsoSynchronous, everywhere } from "./index.ts";

const { demo, scripted, stockCors } = inject("addresses");
const lists = Object.keys(everywhere) as CaseList[];

describe("in Node", () => {
  for (const list of lists) {
    testCases(list, { demo, scripted }, (it) => runCase(it));
  }
  testCases("baseUrlsWithoutPage", { demo }, (it) => runCase(it));
});

describe("in a page", () => {
  const used = usePage("/page.html");
  testCases(
    "corsHints",
    { demo: stockCors },
    runIn(() => used.page, "default"),
  );
  for (const list of lists) {
    testCases(
      list,
      { demo, scripted },
      runIn(() => used.page, "default"),
    );
  }
});

describe("in a web worker, including synchronous calls", () => {
  const used = usePage("/page.html");
  let worker: Worker;
  beforeAll(async () => {
    worker = await used.startWorker(() => new Worker("/program.js"));
  });
  for (const list of alsoSynchronous) {
    testCases(
      list,
      { demo, scripted, hasSyncCalls: true },
      runIn(() => worker, "default"),
    );
  }
});
