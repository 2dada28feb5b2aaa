import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./scripts/chromium.mjs";

/** Not Vite's usual ports: the tests must not hit a playground that a developer is running. */
const port = Number(process.env.FARCALL_PORT ?? 5198);
const developmentPort = port + 1;
/** Tests that build or serve pages of their own: compiled messages in the playground are nothing to them. */
const ownPages = ["side-by-side", "ssr", "static-build", "recorder-log", "late-gzip", "compiled/pages", "chromium"];
const isCompiled = process.env.FARCALL_COMPILED === "1";
/** How long a server may take to start on a busy machine. */
const startMs = 300_000;

export default defineConfig({
  testDir: "e2e",
  outputDir: ".results/playwright",
  reporter: [["list"], ["json", { outputFile: `.results/${process.env.FARCALL_RESULTS ?? "e2e"}.json` }]],
  forbidOnly: true,
  fullyParallel: true,
  // Twice the number of cores, because many tests wait.
  workers: availableParallelism() * 2,
  // Timeouts for hanging tests only: long enough for a busy machine.
  expect: { timeout: 30_000 },
  timeout: 180_000,
  use: { launchOptions },
  projects: [
    {
      name: "page",
      testMatch: "**/*.spec.ts",
      testIgnore: ["development", ...(isCompiled ? ownPages : [])].map((name) => `**/${name}.spec.ts`),
      use: { baseURL: `http://localhost:${port}` },
    },
    {
      // The longer tests of the playground, some with programs that not every machine has: npm run test:playground.
      name: "playground",
      testMatch: "**/*.playground.ts",
      use: { baseURL: `http://localhost:${port}` },
    },
    {
      // Servers that are installed by the tests: npm run test:cors.
      name: "cors",
      testMatch: "**/*.cors.ts",
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
