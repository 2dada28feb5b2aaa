/**
 * Runs the search for inputs that are costly to inflate, on the built package: `npm run bench:inflation`.
 *
 * The measure is the inflater that Node brings along, and Node has one for zstd since version 22.15: an older Node fetches
 * a newer one from npm. What a bundler or a test runner makes of the sources would be measured with them, so neither is in
 * between: Node takes away the types by itself.
 */
import { spawnSync } from "node:child_process";
import zlib from "node:zlib";

const main = new URL("./inflation/main.ts", import.meta.url).pathname;
const newerNode = `node-${process.platform}-${process.arch}@24`;

const isNewer = "zstdDecompressSync" in zlib && "typescript" in process.features;

const [command, ...args] = isNewer
  ? [process.execPath, main]
  : ["npm", "exec", "--yes", `--package=${newerNode}`, "--", "node", main];
const { status, error } = spawnSync(command, args, { stdio: "inherit" });
if (error) {
  throw error;
}
process.exitCode = status ?? 1;
