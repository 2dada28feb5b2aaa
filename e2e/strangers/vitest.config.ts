/** The tests of `npm run check:strangers`: see run.mjs. They run the built package, for no condition asks for its sources. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "strangers",
    environment: "node",
    include: ["e2e/strangers/**/*.strangers.ts"],
    globalSetup: fileURLToPath(new URL("setup.ts", import.meta.url)),
    maxWorkers: 2,
    // How long a test waits for what has to come; a busy machine is given the time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ["default", ["json", { outputFile: ".results/strangers.json" }]],
  },
});
