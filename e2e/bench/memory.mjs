/** Measures by how much the memory of a renderer grows at most, in a browser started for it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright";
import { launchOptions } from "../../scripts/chromium.mjs";
import { prepare, run } from "./rounds.mjs";
import { figureOf } from "./statistics.mjs";

/** Linux only: the kernel notes the largest size of a process, and can be told to start again. */
export const canMeasureMemory = existsSync("/proc/self/clear_refs");

/**
 * @param {(page: string) => string} urlOf
 * @param {readonly string[]} names of contenders
 * @param {import("./measurements.mjs").Measurement} measurement
 * @param {import("./measurements.mjs").Protocol} protocol
 * @param {number} rounds
 * @returns {Promise<import("./rows.mjs").Row[]>}
 */
export async function measureMemory(urlOf, names, measurement, protocol, rounds) {
  const { work = "", inputs } = measurement;
  const input = inputs[0] ?? {};
  /** @type {Map<string, number[]>} */
  const values = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const growth = await growthOf(urlOf(name), work, protocol, input);
      if (growth !== undefined) {
        values.set(name, [...(values.get(name) ?? []), growth]);
      }
    }
  }
  const figures = new Map([...values].map(([name, all]) => [name, figureOf(all)]));
  return [{ measurement, protocol, input, figures }];
}

/**
 * @param {string} url
 * @param {string} work
 * @param {string} protocol
 * @param {import("./pages/works.ts").WorkInput} input
 * @returns {Promise<number | undefined>} in MiB; undefined if the client does not speak the protocol
 */
async function growthOf(url, work, protocol, input) {
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction("globalThis.bench");
    // A short stream first: what a client loads and compiles once does not count.
    if (!(await prepare(page, work, protocol, { ...input, count: 1_000 }))) {
      return undefined;
    }
    await run(page);
    await prepare(page, work, protocol, input);
    const pageSession = await page.context().newCDPSession(page);
    await pageSession.send("HeapProfiler.collectGarbage");
    // Which renderer a page has is not told: there is one for it, and maybe an idle one.
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
    for (const id of renderers) {
      writeFileSync(`/proc/${id}/clear_refs`, "5");
    }
    const before = renderers.map((id) => kibibytes(id, "VmRSS"));
    await run(page);
    const growth = renderers.map((id, index) => kibibytes(id, "VmHWM") - (before[index] ?? 0));
    return growth.reduce((sum, one) => sum + one, 0) / 1024;
  } finally {
    await browser.close();
  }
}

/** @param {number} id of a process @param {string} key */
function kibibytes(id, key) {
  const [, value] = new RegExp(`^${key}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${id}/status`, "utf8")) ?? [];
  return Number(value);
}
