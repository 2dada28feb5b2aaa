/**
 * `npm run test:devtools`: the extension as it is built, in the DevTools of real browsers, on pages that call real servers.
 *
 * - `browsers/` opens the panel: in Chromium through Playwright, in Firefox through Marionette.
 * - `pages/` are what is inspected: one that records its calls, and one that has never heard of devtools.
 */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.devtools.ts",
  globalSetup: "./prepare.ts",
  outputDir: "../../.results/devtools",
  reporter: [["list"], ["json", { outputFile: "../../.results/devtools.json" }]],
  forbidOnly: true,
  // A browser for each file, and DevTools opened once for all that a file does on a page.
  workers: 2,
  // How long a test waits for what has to come; a busy machine is given the time.
  expect: { timeout: 30_000 },
  timeout: 120_000,
});
