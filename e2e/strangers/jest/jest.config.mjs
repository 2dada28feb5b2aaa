/**
 * Jest with jsdom, as an application would set it up. The package consists of ES modules, so jest needs:
 *
 * - `NODE_OPTIONS=--experimental-vm-modules`, without which jest cannot load any ES module
 *   (https://jestjs.io/docs/ecmascript-modules);
 * - `extensionsToTreatAsEsm`, so that tests in TypeScript stay modules, and a transform that keeps `import`;
 * - an environment with the APIs that jsdom lacks: `jest-fixed-jsdom` has them, or see `jsdom-with-fetch.cjs`.
 */
import { fileURLToPath } from "node:url";

const rootDir = fileURLToPath(new URL("../../..", import.meta.url));
const shared = {
  rootDir,
  testMatch: ["<rootDir>/e2e/strangers/jest/*.jest.{ts,tsx}"],
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  transform: { "\\.tsx?$": "<rootDir>/e2e/strangers/jest/strip-types.mjs" },
};

export default {
  rootDir,
  projects: [
    { ...shared, displayName: "jest-fixed-jsdom", testEnvironment: "jest-fixed-jsdom" },
    {
      ...shared,
      displayName: "jest-environment-jsdom",
      testEnvironment: "<rootDir>/e2e/strangers/jest/jsdom-with-fetch.cjs",
      testPathIgnorePatterns: ["to-a-server"], // Node's fetch does not accept jsdom's signals
    },
  ],
};
