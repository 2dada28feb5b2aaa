/** Measures in rounds: every page in turn, so that a busy machine affects all of them. */
import { figureOf } from "./statistics.mjs";

/** Rounds that do not count, while code is not compiled yet: of a long measurement, one is enough. */
const warmUpRounds = { short: 3, long: 1 };
/** A contender is left out where it would take longer, judging by how its time has grown. */
const longestMs = 5_000;

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("./rows.mjs").Row} Row */

/**
 * @param {ReadonlyMap<string, Page>} pages by contender
 * @param {import("./measurements.mjs").Measurement} measurement
 * @param {import("./measurements.mjs").Protocol} protocol
 * @param {number} rounds
 * @returns {Promise<Row[]>} one per input
 */
export async function measureInRounds(pages, measurement, protocol, rounds) {
  const { work = "", inputs, scale = () => 1, contenders, long } = measurement;
  const warmUp = long ? warmUpRounds.long : warmUpRounds.short;
  /** @type {Row[]} */
  const rows = [];
  for (const input of inputs) {
    /** @type {Map<string, { page: Page, values: number[] }>} */
    const taking = new Map();
    for (const [name, page] of pages) {
      const asked = (!contenders || contenders.includes(name)) && expectedTime(rows, name) < longestMs;
      if (asked && (await prepare(page, work, protocol, input))) {
        taking.set(name, { page, values: [] });
      }
    }
    for (let round = -warmUp; round < rounds; round++) {
      for (const { page, values } of taking.values()) {
        const time = await run(page);
        if (round >= 0) {
          values.push(time * scale(input));
        }
      }
    }
    const figures = new Map([...taking].map(([name, { values }]) => [name, figureOf(values)]));
    rows.push({ measurement, protocol, input, figures });
  }
  return rows;
}

/** From the last two rows, in their unit. @param {readonly Row[]} rows @param {string} name */
function expectedTime(rows, name) {
  const [before, last] = rows.slice(-2).map(({ figures }) => figures.get(name)?.median ?? Number.POSITIVE_INFINITY);
  return before && last ? last * (last / before) : 0;
}

/**
 * @param {Page} page
 * @param {string} work
 * @param {string} protocol
 * @param {import("./pages/works.ts").WorkInput} input
 * @returns {Promise<boolean>} whether the page's client speaks the protocol
 */
export function prepare(page, work, protocol, input) {
  return page.evaluate(`bench.prepare(${[work, protocol, input].map((one) => JSON.stringify(one)).join(", ")})`);
}

/** @param {Page} page @returns {Promise<number>} milliseconds */
export function run(page) {
  return page.evaluate("bench.run()");
}
