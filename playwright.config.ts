import { defineConfig } from "@playwright/test";
import { launchOptions } from "./scripts/chromium.mjs";

/** Not Vite's usual port: the tests must not meet a playground that somebody has open. */
const port = 5199;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: ".results/playwright",
  reporter: [["list"], ["json", { outputFile: ".results/e2e.json" }]],
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  // How long a test waits for what has to come; a busy machine is given the time.
  expect: { timeout: 15_000 },
  timeout: 90_000,
  use: { baseURL: `http://localhost:${port}`, launchOptions },
  webServer: {
    command: `npx --no-install vite --port ${port} --strictPort`,
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
  },
});
