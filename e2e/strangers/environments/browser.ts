/** Runs cases in the Chromium of these tests. */
import { type Browser, chromium, type Page, type Worker } from "@playwright/test";
import { afterAll, beforeAll, inject } from "vitest";
import type { CaseRun } from "../calls/run-case.ts";
import type { FetchName } from "../pages/fetches.ts";

/** Anything that can evaluate code: a page, a frame, a worker. */
export interface Evaluator {
  evaluate<A, R>(work: (argument: A) => R, argument: A): Promise<Awaited<R>>;
}

export interface UsedPage {
  page: Page;
  /** Uncaught errors. */
  errors: string[];
  /** Starts a worker in this page, and waits for the program in it. */
  startWorker(start: () => unknown): Promise<Worker>;
}

/** Opens a page for all tests of a group. */
export function usePage(path: string, prepare?: (page: Page) => Promise<void>): UsedPage {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    browser = await chromium.connect(inject("chromium"));
    page = await browser.newPage();
    page.on("pageerror", (error) => errors.push(String(error)));
    await prepare?.(page);
    await page.goto(new URL(path, inject("site")).href);
  });
  afterAll(() => browser.close());
  return {
    get page() {
      return page;
    },
    errors,
    async startWorker(start) {
      const started = page.waitForEvent("worker");
      await page.evaluate(start);
      const worker = await started;
      await worker.evaluate(
        () => new Promise<void>((resolve) => setInterval(() => globalThis.strangers && resolve(), 5)),
      );
      return worker;
    },
  };
}

/** Runs a case in the program that was loaded there. */
export function runIn(where: () => Evaluator, fetch: FetchName): (it: CaseRun) => Promise<string | undefined> {
  return (it) => where().evaluate(([run, name]) => globalThis.strangers.run(run, name), [it, fetch] as const);
}
