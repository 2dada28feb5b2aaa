/** The tests of `npm run check:strangers`: see run.mjs. They use the built package, not the sources. */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "strangers",
    environment: "node",
    include: ["e2e/strangers/**/*.strangers.ts"],
    globalSetup: fileURLToPath(new URL("setup.ts", import.meta.url)),
    // Twice the number of cores, because most tests wait for a program to start; the files share their modules.
    maxWorkers: availableParallelism() * 2,
    isolate: false,
    // Timeouts for hanging tests only: long enough for a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ["default", ["json", { outputFile: ".results/strangers.json" }]],
  },
});
