import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./scripts/chromium.mjs";

/** Not Vite's usual ports: the tests must not meet a playground that somebody has open. */
const developmentPort = 5199;
const port = 5198;
/** How long a server may take to start, on a machine that does other things as well. */
const startMs = 300_000;

export default defineConfig({
  testDir: "e2e",
  outputDir: ".results/playwright",
  reporter: [["list"], ["json", { outputFile: ".results/e2e.json" }]],
  forbidOnly: true,
  fullyParallel: true,
  // Twice the cores, because many tests wait.
  workers: availableParallelism() * 2,
  // How long a test waits for what has to come; a busy machine is given the time.
  expect: { timeout: 30_000 },
  timeout: 180_000,
  use: { launchOptions },
  projects: [
    {
      name: "page",
      testMatch: "**/*.spec.ts",
      testIgnore: "**/development.spec.ts",
      use: { baseURL: `http://localhost:${port}` },
    },
    {
      name: "development",
      testMatch: "**/development.spec.ts",
      use: { baseURL: `http://localhost:${developmentPort}` },
    },
  ],
  webServer: [
    { command: `node e2e/serve-page.mjs ${port}`, url: `http://localhost:${port}`, timeout: startMs },
    {
      command: `npm start -- --port ${developmentPort} --strictPort`,
      url: `http://localhost:${developmentPort}`,
      timeout: startMs,
    },
  ],
});
