/**
 * `npm run test:devtools`: tests the built extension in the DevTools of real browsers, on pages that call real servers.
 *
 * - `browsers/` opens the panel: in Chromium through Playwright, in Firefox through Marionette.
 * - `pages/` has the inspected pages: one that records its calls, and one that knows nothing of devtools.
 */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.devtools.ts",
  globalSetup: "./prepare.ts",
  outputDir: "../../.results/devtools",
  reporter: [["list"], ["json", { outputFile: "../../.results/devtools.json" }]],
  forbidOnly: true,
  // One browser per file, with DevTools opened once for all tests of a file on a page.
  workers: 2,
  // Timeouts for hanging tests only: long enough for a busy machine.
  expect: { timeout: 30_000 },
  timeout: 120_000,
});
