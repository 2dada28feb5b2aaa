/**
 * `npm run bench:playground`: how long the playground's static build blocks the page under load, and how soon it is there.
 * Fails above its budgets.
 *
 *   --rounds N      default 3
 *   --only TEXT     only scenarios whose name contains it
 */
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { launchOptions } from "../../scripts/chromium.mjs";
import { recordTasks } from "./playground/main-thread.mjs";
import { openPage, scenarios } from "./playground/scenarios.mjs";
import { serveBuild } from "./playground/serve-build.mjs";
import { figureOf } from "./statistics.mjs";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, only: { type: "string", default: "" } },
});
const rounds = Number(options.rounds);

/** Of CPU time. A longer task is one that people notice. */
const longestTaskMs = 100;
/** With an empty cache. */
const firstPaintMs = { desktop: 600, phone: 4000 };
/** As in move.mjs. */
const phone = {
  processorSlowdown: 4,
  network: { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 675_840 / 8 },
};

const server = await serveBuild();
const browser = await chromium.launch(launchOptions);
let isWithin = true;
try {
  for (const device of /** @type {const} */ (["desktop", "phone"])) {
    /** @type {number[]} */
    const times = [];
    for (let round = 0; round < rounds; round++) {
      times.push(await firstPaint(device));
    }
    report(`first useful paint, ${device}`, times, firstPaintMs[device]);
  }
  for (const { name, run } of scenarios.filter((scenario) => scenario.name.includes(options.only))) {
    console.log(`\n${name}`);
    /** @type {Map<string, number[]>} the longest task of each round */
    const steps = new Map();
    for (let round = 0; round < rounds; round++) {
      const page = await openPage(browser, server.url);
      const { step, stop } = await recordTasks(page);
      /** @type {string[]} */
      const names = [];
      await run(page, async (stepName) => {
        names.push(stepName);
        await step(stepName);
      });
      const tasks = await stop();
      await page.context().close();
      for (const stepName of new Set(names)) {
        const longest = Math.max(0, ...tasks.filter((task) => task.step === stepName).map(({ ms }) => ms));
        steps.set(stepName, [...(steps.get(stepName) ?? []), longest]);
      }
    }
    for (const [stepName, longest] of steps) {
      report(`  ${stepName}`, longest, longestTaskMs);
    }
  }
} finally {
  await browser.close();
  server.close();
}
process.exitCode = isWithin ? 0 : 1;

/** Compares the median with the budget, because a machine is never quiet. @param {number[]} times @param {number} budget */
function report(/** @type {string} */ name, times, budget) {
  const { median } = figureOf(times);
  const isExceeded = median > budget;
  isWithin &&= !isExceeded;
  const figures = `${median.toFixed(0).padStart(6)} ms, worst ${Math.max(...times).toFixed(0)} ms`;
  console.log(`${name.padEnd(36)} ${figures}${isExceeded ? `  ABOVE ${budget} ms` : ""}`);
}

/** Until the list of methods and the Send button are painted. @param {"desktop" | "phone"} device */
async function firstPaint(device) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  if (device === "phone") {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", phone.network);
    await session.send("Emulation.setCPUThrottlingRate", { rate: phone.processorSlowdown });
  }
  await page.addInitScript(() => {
    const look = () => {
      const isThere = [...document.querySelectorAll("button")].some(({ textContent }) =>
        textContent.startsWith("Send"),
      );
      if (isThere && document.querySelector("[role=treeitem], .method-nav")) {
        // The next frame comes after this one is painted.
        requestAnimationFrame(() => performance.mark("useful"));
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
  await page.goto(server.url);
  await page.waitForFunction(() => performance.getEntriesByName("useful").length > 0, null, { timeout: 60_000 });
  const ms = await page.evaluate(() => performance.getEntriesByName("useful")[0]?.startTime ?? Number.NaN);
  await context.close();
  return ms;
}
