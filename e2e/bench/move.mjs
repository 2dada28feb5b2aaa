/**
 * `npm run bench:move`: what an application of connect-web with 50 messages gains when it moves to Farcall, and when it adds
 * the plugin: bytes, time to interactive on a phone, and messages per second.
 *
 *   --rounds N   default 11
 *   --write      writes the table in docs/switching.md
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { launchOptions } from "../../scripts/chromium.mjs";
import { buildApps } from "./move/build-app.mjs";
import { serveApps, streamed } from "./move/serve-apps.mjs";
import { figureOf } from "./statistics.mjs";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "11" }, write: { type: "boolean", default: false } },
});

/** A mid-range phone on a slow 4G connection, as Lighthouse simulates it. */
const phone = {
  processorSlowdown: 4,
  network: { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 675_840 / 8 },
};

process.env.NODE_ENV = "production"; // as when a page is built
const apps = await buildApps();
const { urlOf, close } = await serveApps(apps);
const browser = await chromium.launch(launchOptions);
/** @type {{ interactiveMs: number[], perSecond: number[] }[]} */
const measured = apps.map(() => ({ interactiveMs: [], perSecond: [] }));
try {
  // The first round warms up the browser and does not count.
  for (let round = 0; round <= Number(options.rounds); round++) {
    for (const [index, figures] of measured.entries()) {
      const interactiveMs = await timeToInteractive(urlOf(index));
      const perSecond = await messagesPerSecond(urlOf(index));
      if (round > 0) {
        figures.interactiveMs.push(interactiveMs);
        figures.perSecond.push(perSecond);
      }
    }
  }
} finally {
  await browser.close();
  close();
}

const figures = apps.map(({ name, bytes }, index) => ({
  name,
  bytes,
  interactive: figureOf(measured[index]?.interactiveMs ?? []),
  throughput: figureOf(measured[index]?.perSecond ?? []),
}));
const table = tableOf(figures);
console.log(table);
if (options.write) {
  const docs = new URL("../../docs/switching.md", import.meta.url);
  const marked = /(?<=<!-- moved -->\n)[\s\S]*?(?=<!-- \/moved -->)/;
  writeFileSync(docs, readFileSync(docs, "utf8").replace(marked, `${table}\n`));
}

/** With an empty cache, until the first response is shown and the button can be pressed. @param {string} url */
async function timeToInteractive(url) {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", phone.network);
  await session.send("Emulation.setCPUThrottlingRate", { rate: phone.processorSlowdown });
  await page.goto(url);
  await page.waitForSelector("button:enabled");
  const time = await page.evaluate(() => performance.getEntriesByName("interactive")[0]?.startTime ?? Number.NaN);
  await page.context().close();
  return time;
}

/** Of a stream over the network, read with `for await`, on this machine as it is. @param {string} url */
async function messagesPerSecond(url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.click("button:enabled");
  await page.waitForFunction(() => document.querySelector("output")?.value.includes("perSecond"));
  const { count, sum, perSecond } = JSON.parse((await page.locator("output").textContent()) ?? "");
  if (count !== streamed.count || sum !== streamed.sum) {
    throw new Error(`${url} read ${count} messages with a sum of ${sum}`);
  }
  await page.context().close();
  return perSecond;
}

/**
 * @param {readonly { name: string, bytes: number, interactive: import("./statistics.mjs").Figure, throughput: import("./statistics.mjs").Figure }[]} rows
 */
function tableOf(rows) {
  const first = rows[0];
  /** @param {number} value @param {number | undefined} base */
  const ratio = (value, base) => (value / (base ?? Number.NaN)).toFixed(2);
  return [
    "| the application | script, gzipped | time to interactive | messages per second |",
    "| --- | --- | --- | --- |",
    ...rows.map(({ name, bytes, interactive, throughput }) => {
      const cells = [
        `${(bytes / 1000).toFixed(1)} kB (${ratio(bytes, first?.bytes)})`,
        `${Math.round(interactive.median).toLocaleString("en")} ms (${ratio(interactive.median, first?.interactive.median)})`,
        `${(Math.round(throughput.median / 1000) * 1000).toLocaleString("en")} (${ratio(throughput.median, first?.throughput.median)})`,
      ];
      return `| ${[name, ...cells].join(" | ")} |`;
    }),
  ].join("\n");
}
