import { expect, test } from "@playwright/test";
import { launchWithExtension, openDevTools } from "./browsers/chromium.ts";
import { startSite } from "./site.ts";

test("opens", async () => {
  const t = Date.now();
  const site = await startSite();
  console.log("site", Date.now() - t);
  const context = await launchWithExtension();
  const page = await context.newPage();
  await page.goto(site.recorded);
  console.log(await page.evaluate(() => app.call("say", { sentence: "one" })));
  console.log("page", Date.now() - t);
  const { panel } = await openDevTools(page);
  console.log("devtools", Date.now() - t);
  await page.evaluate(() =>
    Object.assign(globalThis, { [Symbol.for("farcall.devtools")]: { drain: (n: number) => `hello ${n}` } }),
  );
  await expect(panel.locator("#panel")).toHaveText("hello 0");
  await context.close();
  site.stop();
});
