/**
 * `npm run check:strangers`: Farcall where it was not born. The built package runs in the real things, under the test
 * runners, engines, fetches and pages that others have, and against answers that other people's servers and proxies give.
 *
 * - `calls/` are the cases: every kind of call and every way in which it can end. They run anywhere, and so need no
 *   test runner.
 * - `environments/` runs them: a file for each kind of environment, whose head says what is odd there.
 * - `inputs/` are answers and options that were met in the wild.
 * - `pages/`, `jest/`, `workerd/` are the programs that run elsewhere.
 *
 * Arguments go to Vitest: `npm run check:strangers -- workerd`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { installChromium } from "../../scripts/chromium.mjs";

try {
  installChromium();
  const args = ["run", "--config", "e2e/strangers/vitest.config.ts", ...process.argv.slice(2)];
  const vitest = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], { stdio: "inherit" });
  const [status] = await once(vitest, "exit");
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
