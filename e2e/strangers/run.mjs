/**
 * `npm run check:strangers`: Farcall in less common environments. The built package runs in real test runners, engines,
 * fetches and pages, and against the responses of third-party servers and proxies.
 *
 * - `calls/` has the cases: every kind of call with every possible outcome. They run anywhere, so they need no test
 *   runner.
 * - `environments/` runs them: one file per kind of environment, which starts with what is special there.
 * - `inputs/` has responses and options found in the wild.
 * - `pages/`, `jest/`, `workerd/` are the programs that run elsewhere.
 *
 * Arguments are passed to Vitest: `npm run check:strangers -- workerd`.
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
