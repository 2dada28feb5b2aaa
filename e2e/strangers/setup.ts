/** Starts everything that these tests share: the servers, the site with its pages, and Chromium. */
import { chromium } from "@playwright/test";
import type { TestProject } from "vitest/node";
import { launchOptions } from "../../scripts/chromium.mjs";
import { startServers } from "../servers/start-servers.ts";
import { bundleProgram } from "./pages/bundle-program.ts";
import { startSite } from "./pages/site.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The origin of pages/site.ts. */
    site: string;
    /** The program of the pages, as a classic script. */
    program: string;
    /** The address at which Playwright connects to Chromium. */
    chromium: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [servers, program, browser] = await Promise.all([
    startServers(),
    bundleProgram("e2e/strangers/pages/page-program.ts", "iife"),
    chromium.launchServer(launchOptions),
  ]);
  const site = await startSite(program);
  project.provide("addresses", servers.addresses);
  project.provide("site", site.url);
  project.provide("program", program);
  project.provide("chromium", browser.wsEndpoint());
  return async () => {
    await browser.close();
    site.stop();
    servers.stop();
  };
}
