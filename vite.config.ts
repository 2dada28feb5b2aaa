/** The Vite configuration of the playground and, under Vitest, of the unit tests. */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { demoServer } from "./playground/demo/vite-plugin.ts";
import { launchOptions } from "./scripts/chromium.mjs";

// Everything here runs from the sources, through the same entry points as a user's code.
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
  build: {
    outDir: "../dist-playground",
    emptyOutDir: true,
    manifest: true,
    chunkSizeWarningLimit: 1000,
    // What the page starts with is in two files. Otherwise each set of lazy parts that share a module makes a small file.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "libraries", tags: ["$initial"], test: /node_modules/, priority: 1 },
            { name: "page", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: { port: 5173, strictPort: false },
  test: {
    // Timeouts for hanging tests only: they are long enough for a machine that is ten times as busy as usual.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    // Twice the number of cores, because many tests wait. The default keeps one core free for a developer in watch mode.
    maxWorkers: availableParallelism() * 2,
    // Files share their modules, which saves a third of the time. Modules may keep only state that is also fine in a page.
    isolate: false,
    reporters: ["default", ["json", { outputFile: ".results/unit.json" }]],
    globalSetup: fileURLToPath(new URL("e2e/servers/global-setup.ts", import.meta.url)),
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          setupFiles: [fileURLToPath(new URL("e2e/clean-globals.ts", import.meta.url))],
          include: ["{src,react,compile,e2e}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.browser.test.{ts,tsx}"],
        },
      },
      {
        extends: true,
        // Scanned before the run, because Vite reloads the page when it discovers a dependency during one.
        optimizeDeps: {
          entries: ["{src,react,compile,e2e}/**/*.test.{ts,tsx}"],
          include: ["react/jsx-dev-runtime", "react-dom"],
        },
        test: {
          name: "chromium",
          include: ["{src,react,compile,e2e}/**/*.test.{ts,tsx}"],
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
