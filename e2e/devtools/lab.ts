/** The fixtures that all tests of a file share: servers, a browser with the extension, a page, and its DevTools. */
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { Addresses } from "../servers/addresses.ts";
import { startServers } from "../servers/start-servers.ts";
import { startBothHttpServer } from "./both-http-server.ts";
import { type DevTools, launchWithExtension, openDevTools } from "./browsers/chromium.ts";
import { callIn } from "./call-in.ts";
import { PanelPage } from "./panel-page.ts";
import { type Site, startSite } from "./site.ts";

export interface Lab {
  site: Site;
  addresses: Addresses;
  /** The demo service over every protocol, on one port. */
  everyProtocol: string;
  context: BrowserContext;
}

export interface Inspected {
  page: Page;
  devTools: DevTools;
  panel: PanelPage;
  /** Closes and reopens DevTools. */
  reopen(): Promise<void>;
}

interface WorkerFixtures {
  lab: Lab;
  /** A page that records its calls, for tests that start by clearing the log. */
  recorded: Inspected;
  /** Another page, with three calls made before DevTools were opened, and idle since. */
  lonely: Inspected & { since: number };
}

export const test = base.extend<object, WorkerFixtures>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires a pattern
    async ({}, use) => {
      const [site, servers, both] = await Promise.all([startSite(), startServers(), startBothHttpServer()]);
      const context = await launchWithExtension();
      await use({ site, addresses: servers.addresses, everyProtocol: both.url, context });
      await context.close();
      both.stop();
      servers.stop();
      site.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  recorded: [
    async ({ lab }, use) => {
      const page = await lab.context.newPage();
      await page.goto(lab.site.recorded);
      await use(await inspect(page));
      await page.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  lonely: [
    async ({ lab }, use) => {
      const page = await lab.context.newPage();
      await page.goto(lab.site.recorded);
      await callIn(page, "say", { sentence: "before" });
      await callIn(page, "fail", { code: 5, message: "no such hat", reasons: ["never knitted"] });
      await callIn(page, "introduce", { name: "Ada" });
      await use(Object.assign(await inspect(page), { since: Date.now() }));
      await page.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

export async function inspect(page: Page): Promise<Inspected> {
  const devTools = await openDevTools(page);
  const inspected: Inspected = {
    page,
    devTools,
    panel: new PanelPage(devTools.panel),
    async reopen() {
      inspected.devTools = await openDevTools(page);
      inspected.panel = new PanelPage(inspected.devTools.panel);
    },
  };
  return inspected;
}

export { expect };
