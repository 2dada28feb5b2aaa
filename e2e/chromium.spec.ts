/** The browser that the tests run in. */
import { expect, test } from "@playwright/test";

test("Chromium disables every feature that Playwright disables", async ({ browser }) => {
  const devTools = await browser.newBrowserCDPSession();
  const { commandLine } = await devTools.send("SystemInfo.getInfo");
  const lists = [...commandLine.matchAll(/--disable-features=(\S+)/g)].map(([, list = ""]) => list.split(","));
  expect(lists).toHaveLength(2); // Playwright's, and ours, which takes effect
  expect(lists.at(-1)).toEqual(expect.arrayContaining(lists.flat()));
});
