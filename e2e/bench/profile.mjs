/**
 * `npm run bench:profile -- NAME`: where the time of a measurement goes, by contender: the functions that took longest on the
 * page's main thread, garbage collection, the engine itself ("program": fetch, streams, the event loop), and waiting.
 */
import { chromium } from "playwright";
import { launchOptions } from "../../scripts/chromium.mjs";
import { buildPages } from "./build-pages.mjs";
import { contenders } from "./contenders.mjs";
import { generateCode } from "./generated-code.mjs";
import { measurementsOf, protocols } from "./measurements.mjs";
import { createMessages } from "./messages.mjs";
import { prepare, run } from "./rounds.mjs";
import { servePages } from "./serve-pages.mjs";

/** @typedef {{ id: number, callFrame: { functionName: string, lineNumber: number } }} ProfileNode */

const warmUpRounds = 3;
const rounds = 12;
const shownFunctions = 5;

process.env.NODE_ENV = "production";
generateCode();
const { messages, recordCount } = await createMessages();
const measurements = measurementsOf(recordCount).filter(({ kind }) => kind === "work");
const measurement = measurements.find(({ name }) => name === process.argv[2]);
const input = measurement?.inputs.at(-1);
if (!measurement || !input) {
  throw new Error(`${process.argv[2]}: one of ${measurements.map(({ name }) => name).join(", ")}`);
}

const { urlOf, close } = await servePages(await buildPages({ minify: false }), messages);
const browser = await chromium.launch(launchOptions);
try {
  for (const protocol of protocols) {
    console.log(`\n${measurement.title}, ${protocol}: milliseconds of one run, by what took them`);
    for (const { name, label } of contenders) {
      const page = await browser.newPage();
      await page.goto(urlOf(name));
      await page.waitForFunction("globalThis.bench");
      if (await prepare(page, measurement.work ?? "", protocol, input)) {
        console.log(`${label}: ${(await profile(page)).join(", ")}`);
      }
      await page.close();
    }
  }
} finally {
  await browser.close();
  close();
}

/** @param {import("playwright").Page} page @returns {Promise<string[]>} */
async function profile(page) {
  for (let round = 0; round < warmUpRounds; round++) {
    await run(page);
  }
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 100 });
  await session.send("Profiler.start");
  for (let round = 0; round < rounds; round++) {
    await run(page);
  }
  const { nodes, samples = [], timeDeltas = [] } = (await session.send("Profiler.stop")).profile;
  const byId = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  /** @type {Map<string, number>} */
  const times = new Map();
  samples.forEach((id, index) => {
    const name = byId.get(id) ?? "";
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1_000 / rounds);
  });
  const engine = ["(program)", "(garbage collector)", "(idle)"];
  const functions = [...times].filter(([name]) => !engine.includes(name)).sort(([, a], [, b]) => b - a);
  const others = functions.slice(shownFunctions).reduce((sum, [, time]) => sum + time, 0);
  return [
    ...engine.map((name) => format(name, times.get(name) ?? 0)),
    ...functions.slice(0, shownFunctions).map(([name, time]) => format(name, time)),
    format("others", others),
  ];
}

/** @param {ProfileNode} node */
function nameOf({ callFrame: { functionName, lineNumber } }) {
  return functionName || `line ${lineNumber + 1}`;
}

/** @param {string} name @param {number} time */
function format(name, time) {
  return `${name} ${time.toFixed(1)}`;
}
