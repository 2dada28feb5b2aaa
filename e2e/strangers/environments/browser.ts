/** The Chromium of these tests, and what a test needs to run its cases there. */
import { type Browser, chromium, type Page, type Worker } from "@playwright/test";
import { afterAll, beforeAll, inject } from "vitest";
import type { CaseRun } from "../calls/run-case.ts";
import type { FetchName } from "../pages/fetches.ts";

/** Whatever can evaluate: a page, a frame, a worker. */
export interface Evaluator {
  evaluate<A, R>(work: (argument: A) => R, argument: A): Promise<Awaited<R>>;
}

export interface UsedPage {
  page: Page;
  /** What nobody caught. */
  errors: string[];
  /** Starts a worker in this page, and waits for the program in it. */
  startWorker(start: () => unknown): Promise<Worker>;
}

/** A page for all tests of a group, opened before the first. */
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

/** Runs a case of the program that was loaded there. */
export function runIn(where: () => Evaluator, fetch: FetchName): (it: CaseRun) => Promise<string | undefined> {
  return (it) => where().evaluate(([run, name]) => globalThis.strangers.run(run, name), [it, fetch] as const);
}
