/** What recording for the devtools costs, compared with the same calls without it. */
import { recorderPage } from "./build-pages.mjs";

/** @typedef {Record<string, number>} Times */

/**
 * @typedef {object} RecorderCost
 * @property {string} title
 * @property {string} unit
 * @property {Times} times the shortest of a few rounds
 * @property {import("./goals.mjs").Goal[]} goals
 */

/** @param {Times} times @param {string} name @param {string} other */
const ratio = (times, name, other) => (times[name] ?? Number.NaN) / (times[other] ?? Number.NaN);

/** @type {[work: string, title: string, unit: string, budgets: (times: Times) => [what: string, value: number, budget: number][]][]} */
const costs = [
  [
    "recordedCalls",
    "a unary call, recorded",
    "µs",
    (times) => [
      ["the recorder's own cost to that of a call", ratio(times, "recorder", "no interceptor") - 1, 1.5],
      ["the same, with call sites", ratio(times, "recorder, call sites", "no interceptor") - 1, 4],
    ],
  ],
  [
    "recordedMessages",
    "100,000 messages, each in a chunk of its own, recorded",
    "ms",
    (times) => [["a recorded stream to one that is not", ratio(times, "recorder", "no recorder"), 1.6]],
  ],
  [
    "looks",
    "queries of 10,000 recorded calls",
    "ms",
    (times) => [
      ["a query of all recorded calls, to what they took to make", ratio(times, "all drained", "10,000 calls"), 1],
      ["a query without news, to one of all", ratio(times, "nothing new", "all drained"), 0.001],
      ["a query of one that changed, to one of all", ratio(times, "one changed", "all drained"), 0.02],
    ],
  ],
];

/**
 * @param {import("playwright").Browser} browser
 * @param {(page: string) => string} urlOf
 * @returns {Promise<RecorderCost[]>}
 */
export async function measureRecorder(browser, urlOf) {
  const page = await browser.newPage();
  await page.goto(urlOf(recorderPage));
  await page.waitForFunction("globalThis.recorder");
  const measured = [];
  for (const [work, title, unit, budgets] of costs) {
    const times = /** @type {Times} */ (await page.evaluate(`recorder.${work}()`));
    const goals = budgets(times).map(([what, value, budget]) => ({ what, value, goal: budget, budget }));
    measured.push({ title, unit, times, goals });
  }
  await page.close();
  return measured;
}
