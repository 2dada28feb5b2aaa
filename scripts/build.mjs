/**
 * `npm run build`: builds the package, unless dist is what these sources gave. Every command builds first, and CI runs a
 * dozen of them.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const stamp = "node_modules/.cache/farcall/build";
const sources = ["src", "react", "compile", "playground", "package-lock.json", "package.json", "scripts/build.mjs"];

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== stateOf()) {
  rmSync(stamp, { force: true });
  rmSync("dist", { recursive: true, force: true });
  for (const part of ["build", "react", "compile"]) {
    run("npx", "tsc", "-p", `tsconfig.${part}.json`);
  }
  run("node", "playground/build.mjs");
  mkdirSync(join(stamp, ".."), { recursive: true });
  writeFileSync(stamp, stateOf());
}

/**
 * Ends this program as well if the command fails, which has said why.
 *
 * @param {string} command
 * @param {string[]} args
 */
function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

/** The content of all sources, and which files were made from them, with their times. */
function stateOf() {
  const hash = createHash("sha256");
  const configs = readdirSync(".").filter((name) => /^tsconfig.*\.json$/.test(name));
  for (const path of [...sources, ...configs].flatMap(filesIn)) {
    hash.update(path).update(readFileSync(path));
  }
  for (const path of filesIn("dist")) {
    hash.update(path).update(String(statSync(path).mtimeMs));
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]} the file, or those in the folder, sorted
 */
function filesIn(path) {
  if (!existsSync(path)) {
    return [];
  }
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
