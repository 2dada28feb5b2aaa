/** What all tests of a file share: servers, a browser with the extension, a page, and its DevTools, opened once. */
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { Addresses } from "../servers/addresses.ts";
import { startServers } from "../servers/start-servers.ts";
import { startBothHttpServer } from "./both-http-server.ts";
import { type DevTools, launchWithExtension, openDevTools } from "./browsers/chromium.ts";
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
  /** Opens DevTools anew, after they were closed. */
  reopen(): Promise<void>;
}

interface WorkerFixtures {
  lab: Lab;
  /** The page that records its calls: three were made before DevTools were opened. */
  recorded: Inspected;
}

export const test = base.extend<object, WorkerFixtures>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see a pattern
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
      await page.evaluate(async () => {
        await app.call("say", { sentence: "before" });
        await app.call("fail", { code: 5, message: "no such hat", reasons: ["never knitted"] });
        await app.call("introduce", { name: "Ada" });
      });
      await use(await inspect(page));
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
