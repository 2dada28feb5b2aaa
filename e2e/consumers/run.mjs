/**
 * `npm run check:consumers`: Farcall as others install it. The tarball goes into fresh projects with the tools that
 * applications are built with; each project builds, and makes a unary and a streaming call.
 *
 * - `projects/` are the projects, a folder each, as an application would have them.
 * - `*.consumers.ts` install, build and run them: a file for each kind.
 *
 * Needs the npm registry. Arguments go to Vitest: `npm run check:consumers -- next`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { installChromium } from "../../scripts/chromium.mjs";

try {
  installChromium();
  const args = ["run", "--config", "e2e/consumers/vitest.config.ts", ...process.argv.slice(2)];
  const vitest = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], { stdio: "inherit" });
  const [status] = await once(vitest, "exit");
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
