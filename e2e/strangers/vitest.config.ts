/** The tests of `npm run check:strangers`: see run.mjs. They run the built package, for no condition asks for its sources. */
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
    // Twice the cores, because most of these tests wait for a program that starts; the files share their modules.
    maxWorkers: availableParallelism() * 2,
    isolate: false,
    // How long a test waits for what has to come; a busy machine is given the time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ["default", ["json", { outputFile: ".results/strangers.json" }]],
  },
});
