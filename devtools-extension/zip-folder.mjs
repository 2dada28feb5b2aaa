/** Creates reproducible zip files, which depend only on the contents of a folder. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

/** Zip files store local times: this is the earliest one, in any time zone. */
const mtime = new Date(1980, 0, 1);

/**
 * @param {string} folder
 * @returns {Uint8Array}
 */
export function zipFolder(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const files = Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), new Uint8Array(readFileSync(path))]),
  );
  return zipSync(files, { level: 9, mtime });
}
