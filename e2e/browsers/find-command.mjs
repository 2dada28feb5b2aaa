/** Finds a browser or its driver on the PATH. */
import { spawnSync } from "node:child_process";

/**
 * @param {string[]} names the first that exists is taken
 * @param {string} variable of the environment, which may name another
 * @returns {string}
 */
export function findCommand(names, variable) {
  const found =
    process.env[variable] ?? names.find((name) => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0);
  if (!found) {
    throw new Error(`There is no ${names.join(" or ")}: install it, or name one in ${variable}.`);
  }
  return found;
}
