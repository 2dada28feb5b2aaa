/**
 * `npm run bench`: compares Farcall with other clients and with bare fetch, in Chromium, and prints one table. Fails if a
 * budget is exceeded.
 *
 *   --rounds N   default 15
 *   --only NAME  one measurement: see measurements.mjs, or "recorder"
 *   --write      writes docs/performance.md, its charts, and the figures in the README
 */
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { launchOptions } from "../../scripts/chromium.mjs";
import { buildPages } from "./build-pages.mjs";
import { contenders } from "./contenders.mjs";
import { generateCode } from "./generated-code.mjs";
import { goalsOf } from "./goals.mjs";
import { measurementsOf, protocols } from "./measurements.mjs";
import { canMeasureMemory, measureMemory } from "./memory.mjs";
import { createMessages } from "./messages.mjs";
import { bytesOfPages } from "./one-call-pages.mjs";
import { measureRecorder } from "./recorder-costs.mjs";
import { printGoals, printRecorder, printRow } from "./report/print.mjs";
import { writeReport } from "./report/write-report.mjs";
import { measureInRounds } from "./rounds.mjs";
import { servePages } from "./serve-pages.mjs";
import { figureOf } from "./statistics.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    only: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(options.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  throw new Error(`--rounds ${options.rounds}: a number of rounds, 1 or more`);
}
if (options.write && options.only) {
  throw new Error("--write needs a whole run, without --only");
}
if (options.write && !canMeasureMemory) {
  throw new Error("--write needs Linux, where the memory of a process can be measured");
}

process.env.NODE_ENV = "production"; // as when a page is built
generateCode();
const { messages, recordCount } = await createMessages();
const all = measurementsOf(recordCount);
const names = [...all.map(({ name }) => name), "recorder"];
if (options.only && !names.includes(options.only)) {
  throw new Error(`--only ${options.only}: one of ${names.join(", ")}`);
}
const measurements = all.filter(({ name, kind }) => {
  const isAsked = !options.only || options.only === name;
  return isAsked && (kind !== "memory" || canMeasureMemory);
});

const { urlOf, close } = await servePages(await buildPages(), messages);
const browser = await chromium.launch(launchOptions);
try {
  /** @type {Map<string, import("playwright").Page>} */
  const pages = new Map();
  for (const { name } of contenders) {
    const page = await browser.newPage();
    await page.goto(urlOf(name));
    await page.waitForFunction("globalThis.bench");
    pages.set(name, page);
  }
  /** @type {import("./rows.mjs").Row[]} */
  const rows = [];
  for (const measurement of measurements) {
    for (const protocol of protocols) {
      const measured = await measure(measurement, protocol, pages);
      measured.forEach(printRow);
      rows.push(...measured);
    }
  }
  const recorder = !options.only || options.only === "recorder" ? await measureRecorder(browser, urlOf) : [];
  printRecorder(recorder);
  const goals = [...goalsOf(rows), ...recorder.flatMap((cost) => cost.goals)];
  const exceeded = printGoals(goals);
  if (options.write) {
    writeReport({ rows, goals, recorder, rounds, chromium: browser.version() });
  }
  process.exitCode = exceeded > 0 ? 1 : 0;
} finally {
  await browser.close();
  close();
}

/**
 * @param {import("./measurements.mjs").Measurement} measurement
 * @param {import("./measurements.mjs").Protocol} protocol
 * @param {ReadonlyMap<string, import("playwright").Page>} pages
 * @returns {Promise<import("./rows.mjs").Row[]>}
 */
async function measure(measurement, protocol, pages) {
  const count = measurement.long ? Math.ceil(rounds / 3) : rounds;
  switch (measurement.kind) {
    case "work":
      return measureInRounds(pages, measurement, protocol, count);
    case "memory":
      return measureMemory(urlOf, [...pages.keys()], measurement, protocol, count);
    case "bytes": {
      const sizes = await bytesOfPages(protocol, measurement.farcall ?? "smallest");
      const figures = new Map([...sizes].map(([name, size]) => [name, figureOf([size])]));
      return [{ measurement, protocol, input: {}, figures }];
    }
  }
}
