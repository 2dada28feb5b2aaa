/** Runs a development tool of this package. */
import { execFileSync } from "node:child_process";

/** @param {string[]} command */
export function run(...command) {
  // npx warns about local settings: only the output of the tool itself matters.
  execFileSync("npx", ["--no-install", ...command], {
    env: { ...process.env, npm_config_loglevel: "error" },
    stdio: "inherit",
  });
}
