/** The tests of `npm run check:consumers`: see run.mjs. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "consumers",
    environment: "node",
    include: ["e2e/consumers/*.consumers.ts"],
    globalSetup: fileURLToPath(new URL("setup.ts", import.meta.url)),
    maxWorkers: 2,
    // Each test installs packages and builds an application.
    testTimeout: 900_000,
    hookTimeout: 300_000,
    reporters: ["default", ["json", { outputFile: ".results/consumers.json" }]],
  },
});
