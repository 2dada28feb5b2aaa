/** Renders the icons after a change to icon.svg or icon-small.svg: `node devtools-extension/make-icons.mjs`. */
import { readFileSync } from "node:fs";
import { chromium } from "playwright";
import { launchOptions } from "../scripts/chromium.mjs";

const sources = { 16: "icon-small.svg", 32: "icon-small.svg", 48: "icon.svg", 128: "icon.svg" };

const browser = await chromium.launch(launchOptions);
const page = await browser.newPage();
for (const [size, source] of Object.entries(sources)) {
  const side = Number(size);
  const svg = readFileSync(new URL(source, import.meta.url), "utf8");
  await page.setViewportSize({ width: side, height: side });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${side}px }</style>${svg}`);
  const path = new URL(`icons/${size}.png`, import.meta.url).pathname;
  await page.screenshot({ path, omitBackground: true });
}
await browser.close();
