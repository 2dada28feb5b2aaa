/**
 * `npm run bench:inflation`: searches for inputs that are costly to decompress, with the built package.
 *
 * The reference is Node's own decompressor, which supports zstd since version 22.15: an older Node downloads a newer one
 * from npm. No bundler or test runner is involved, because their output would be measured too: Node strips the types.
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
