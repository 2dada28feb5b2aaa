/** The same application with Farcall, with connect-web and connect-query, and with tRPC: what all three do. */
import { test as base, expect, type Page } from "@playwright/test";
import { refreshesForThreeCalls } from "../scripts/side-by-side.mjs";
import { consoleComplaints } from "./console-complaints.ts";
import { type ApplicationName, type Site, startSite } from "./side-by-side/server/start-site.ts";

interface Visit extends Site {
  page: Page;
}

const test = base.extend<{ application: ApplicationName; visit: Visit }>({
  application: ["farcall", { option: true }],
  /** Opens an application of its own, and signs in. At the end, the console has to be empty. */
  visit: async ({ page, application }, use) => {
    const site = await startSite(application);
    const complaints = consoleComplaints(page);
    await page.goto(site.url);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByLabel("Notebooks")).toHaveText("home: 1work: 1garden: 1");
    await use({ ...site, page });
    expect(complaints).toEqual([]);
    await page.close(); // before its server, so that nothing connects again
    site.stop();
  },
});

/** A visitor returns to the tab, and the queries are made again. */
const comeBack = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));

for (const application of ["farcall", "connect", "trpc"] as const) {
  test.describe(`the application with ${application}`, () => {
    test.use({ application });

    test("three parallel calls with an expired token need one refresh, and are made again", async ({ visit }) => {
      const { board, page } = visit;
      const release = board.refreshing.begin();
      board.expire();
      await board.add("garden", "Plant a tree");
      await comeBack(page);
      await expect.poll(() => board.refused).toBe(3);
      await expect.poll(() => board.refreshes).toBeGreaterThan(0);
      release();
      await expect(page.getByLabel("Notebooks")).toHaveText("home: 1work: 1garden: 2");
      expect(board.refreshes).toBe(refreshesForThreeCalls[application]);
    });

    test("the stream is cut, and continues after its last event", async ({ visit }) => {
      const { board, page, cutStreams } = visit;
      board.emit(3);
      await expect(page.getByLabel("Feed")).toHaveText("1 2 3");
      cutStreams();
      board.emit(2);
      await expect(page.getByLabel("Feed")).toHaveText("1 2 3 4 5");
      expect(board.followedAfter.at(-1)).toBe(3);
      expect(board.refreshes).toBe(0);
    });

    test("a stream whose token has expired meanwhile continues with a new one", async ({ visit }) => {
      const { board, page, cutStreams } = visit;
      board.emit(3);
      await expect(page.getByLabel("Feed")).toHaveText("1 2 3");
      for (const events of ["1 2 3 4", "1 2 3 4 5"]) {
        board.expire();
        cutStreams();
        board.emit(1);
        await expect(page.getByLabel("Feed")).toHaveText(events);
      }
      expect(board.refreshes).toBe(2);
    });

    test("a note is shown at once, everywhere, and stays when the server accepts it", async ({ visit }) => {
      const { board, page } = visit;
      const release = board.adding.begin();
      await add(page, "Knit a hat");
      await expect(page.getByLabel("Notes")).toHaveText("Knit a hatBuy wool");
      await expect(page.getByLabel("Notebooks")).toContainText("home: 2");
      release();
      await expect.poll(() => board.list("home").total).toBe(2);
      await comeBack(page);
      await expect(page.getByLabel("Notes")).toHaveText("Knit a hatBuy wool");
      await expect(page.getByRole("alert")).toHaveText("");
    });

    test("a note that the server refuses is taken back, and a toast says why", async ({ visit }) => {
      const { board, page } = visit;
      const release = board.adding.begin();
      await add(page, "refuse me");
      await expect(page.getByLabel("Notes")).toHaveText("refuse meBuy wool");
      await expect(page.getByRole("alert")).toHaveText("");
      release();
      await expect(page.getByRole("alert")).toHaveText('"refuse me" asks to be refused');
      await expect(page.getByLabel("Notes")).toHaveText("Buy wool");
      await expect(page.getByLabel("Notebooks")).toContainText("home: 1");
    });
  });
}

async function add(page: Page, text: string): Promise<void> {
  await page.getByLabel("Note", { exact: true }).fill(text);
  await page.keyboard.press("Enter");
}
