/** Runs Vitest with a configuration of its own and the arguments of the command line, once there is a Chromium. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { installChromium } from "./chromium.mjs";

/** @param {string} config */
export async function runVitest(config) {
  try {
    installChromium();
    const args = ["run", "--config", config, ...process.argv.slice(2)];
    const vitest = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", ...args], { stdio: "inherit" });
    const [status] = await once(vitest, "exit");
    process.exitCode = status ?? 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
