/** For Playwright tests: attaches the calls of a page to a test that fails. */

import { toHar } from "../log/har.ts";
import { type LoggedCall, logCalls } from "../log/logged-call.ts";
import { toNdjson } from "../log/ndjson.ts";

/** The subset of Playwright's `Page` that is needed. */
export interface EvaluatingPage {
  evaluate(expression: string): Promise<unknown>;
}

/** The subset of Playwright's `TestInfo` that is needed. */
export interface AttachingTest {
  readonly status?: string | undefined;
  readonly expectedStatus?: string;
  attach(name: string, options: { body: string; contentType: string }): Promise<void>;
}

/** Returns the recorded calls of a page; none if it has no recorder, or is closed. */
export async function readCalls(page: EvaluatingPage): Promise<LoggedCall[]> {
  try {
    const hook = 'globalThis[Symbol.for("farcall.devtools")]';
    return (await page.evaluate(`(${logCalls})(${hook})`)) as LoggedCall[];
  } catch {
    return [];
  }
}

/**
 * Attaches the calls of a page to a test that did not end as expected: `calls.ndjson` and `calls.har`, which the
 * devtools panel opens. Hidden header values stay hidden, but bodies are unchanged: mind what your tests send.
 *
 * @example
 * export const test = base.extend({
 *   page: async ({ page }, use, testInfo) => {
 *     await use(page);
 *     await attachCalls(page, testInfo);
 *   },
 * });
 */
export async function attachCalls(page: EvaluatingPage, test: AttachingTest): Promise<void> {
  const calls = test.status === test.expectedStatus ? [] : await readCalls(page);
  if (calls.length > 0) {
    await test.attach("calls.ndjson", { body: toNdjson(calls), contentType: "application/x-ndjson" });
    await test.attach("calls.har", { body: toHar(calls), contentType: "application/json" });
  }
}
