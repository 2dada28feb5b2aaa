/** Runs a command, and shows its output only if it fails. */
import { spawnSync } from "node:child_process";

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runQuietly(command, args, env = process.env) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", env });
  if (status !== 0) {
    throw new Error(`${[command, ...args].join(" ")} failed\n${error?.message ?? stdout + stderr}`);
  }
}
