/** One configuration for the playground and, under Vitest, for the unit tests. */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { demoServer } from "./playground/demo/vite-plugin.ts";
import { launchOptions } from "./scripts/chromium.mjs";

// Everything here runs from the sources, through the same doors as a user's code.
const conditions = ["farcall-source", "module", "browser", "development|production"];
// Without "module": what is meant for bundlers alone may name files without their extensions, which Node does not find.
const nodeConditions = ["farcall-source", "node", "development|production"];

export default defineConfig(({ mode }) => ({
  root: mode === "test" ? "." : "playground",
  plugins: mode === "test" ? [] : [react(), demoServer()],
  resolve: { conditions },
  environments: { __vitest__: { resolve: { conditions: nodeConditions, externalConditions: nodeConditions } } },
  ssr: { resolve: { conditions: nodeConditions, externalConditions: nodeConditions } },
  // The editor alone is half a megabyte.
  build: { outDir: "../dist-playground", emptyOutDir: true, chunkSizeWarningLimit: 1000 },
  server: { port: 5173, strictPort: false },
  test: {
    // How long a test waits for what has to come. None is decided by them: they are long enough for a machine that does
    // ten times as much beside, so that whatever takes longer hangs.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    // Twice the cores, because many tests wait: by default one core is kept free for a developer who watches.
    maxWorkers: availableParallelism() * 2,
    // Files share their modules, which saves a third of the time. What a module remembers has to be what it may remember
    // in a page as well.
    isolate: false,
    reporters: ["default", ["json", { outputFile: ".results/unit.json" }]],
    globalSetup: fileURLToPath(new URL("e2e/servers/global-setup.ts", import.meta.url)),
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: ["{src,react,e2e}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.browser.test.{ts,tsx}"],
        },
      },
      {
        extends: true,
        // Scanned before the run, for a dependency that Vite meets in the middle of one reloads the page.
        optimizeDeps: {
          entries: ["{src,react,e2e}/**/*.test.{ts,tsx}"],
          include: ["react/jsx-dev-runtime", "react-dom"],
        },
        test: {
          name: "chromium",
          include: ["{src,react,e2e}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.node.test.{ts,tsx}"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            connectTimeout: 180_000,
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
}));
