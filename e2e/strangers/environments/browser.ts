/** The Chromium of these tests, and what a test needs to run its cases there. */
import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, inject } from "vitest";
import type { CaseRun } from "../calls/run-case.ts";
import type { FetchName } from "../pages/fetches.ts";

/** Whatever can evaluate: a page, a frame, a worker. */
export interface Evaluator {
  evaluate<A, R>(work: (argument: A) => R, argument: A): Promise<Awaited<R>>;
}

/** A page for all tests of a file. */
export function usePage(path: string, prepare?: (page: Page) => Promise<void>): { page: Page; errors: string[] } {
  const used = { errors: [] } as unknown as { page: Page; errors: string[] };
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.connect(inject("chromium"));
    used.page = await browser.newPage();
    used.page.on("pageerror", (error) => used.errors.push(String(error)));
    await prepare?.(used.page);
    await used.page.goto(`${inject("site")}${path}`);
  });
  afterAll(() => browser.close());
  return used;
}

/** Runs a case of the program that was loaded there. */
export function runIn(where: () => Evaluator, fetch: FetchName): (it: CaseRun) => Promise<string | undefined> {
  return (it) => where().evaluate(([run, name]) => globalThis.strangers.run(run, name), [it, fetch] as const);
}
