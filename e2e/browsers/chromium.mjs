/** Opens the page in Chromium, through Playwright. */
import { chromium } from "playwright";
import { launchOptions } from "../../scripts/chromium.mjs";

/** @type {import("./index.mjs").Launch} */
export async function launch(url, report) {
  const browser = await chromium.launch(launchOptions);
  const page = await browser.newPage({ ignoreHTTPSErrors: true }); // the servers use self-signed certificates
  page.on("pageerror", (error) => report(String(error.stack ?? error)));
  page.on("crash", () => report("the page has crashed"));
  await page.goto(url);
  return { close: () => browser.close() };
}
