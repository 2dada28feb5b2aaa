/** The browser that the tests run in. */
import { expect, test } from "@playwright/test";

test("Chromium leaves out all that Playwright wants left out", async ({ browser }) => {
  const devTools = await browser.newBrowserCDPSession();
  const { commandLine } = await devTools.send("SystemInfo.getInfo");
  const lists = [...commandLine.matchAll(/--disable-features=(\S+)/g)].map(([, list = ""]) => list.split(","));
  expect(lists).toHaveLength(2); // Playwright's, and the one that counts
  expect(lists.at(-1)).toEqual(expect.arrayContaining(lists.flat()));
});
