/** Runs a development tool of this package. */
import { execFileSync } from "node:child_process";

/** @param {string[]} command */
export function run(...command) {
  // npx warns of settings that this machine happens to have: only what the tool itself says is of interest.
  execFileSync("npx", ["--no-install", ...command], {
    env: { ...process.env, npm_config_loglevel: "error" },
    stdio: "inherit",
  });
}
