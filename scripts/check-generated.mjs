/** Fails if the committed generated code does not match the .proto files. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const committed = "playground/gen";
const fresh = mkdtempSync(join(tmpdir(), "farcall-gen-"));
try {
  execFileSync("npx", ["--no-install", "buf", "generate", "--output", fresh], { stdio: "inherit" });
  const generated = join(fresh, committed);
  const names = new Set([...filesOf(committed), ...filesOf(generated)]);
  const stale = [...names].filter((name) => read(join(committed, name)) !== read(join(generated, name)));
  if (stale.length > 0) {
    console.error(`Stale in ${committed}: ${stale.join(", ")}. Run "npm run generate" and commit the result.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

/** @param {string} folder */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
