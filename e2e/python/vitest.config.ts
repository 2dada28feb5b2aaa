/** The tests against the Python server, whose addresses come from run.mjs. */
import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { launchOptions } from "../../scripts/chromium.mjs";
import type { PythonAddresses } from "./addresses.ts";

const conditions = ["farcall-source", "module", "browser", "development|production"];
const nodeConditions = ["farcall-source", "module", "node", "development|production"];

const { FARCALL_PYTHON_ADDRESSES } = process.env;
if (!FARCALL_PYTHON_ADDRESSES) {
  throw new Error('Start these tests with "npm run test:interop": it starts the Python server.');
}
const shared = {
  include: ["e2e/python/*.interop.ts"],
  provide: { python: JSON.parse(FARCALL_PYTHON_ADDRESSES) as PythonAddresses },
};

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  cacheDir: ".python/vite",
  resolve: { conditions },
  environments: { __vitest__: { resolve: { conditions: nodeConditions, externalConditions: nodeConditions } } },
  ssr: { resolve: { conditions: nodeConditions, externalConditions: nodeConditions } },
  test: {
    reporters: ["default", ["json", { outputFile: ".results/interop-python.json" }]],
    projects: [
      { extends: true, test: { ...shared, name: "node", environment: "node" } },
      {
        extends: true,
        test: {
          ...shared,
          name: "chromium",
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
