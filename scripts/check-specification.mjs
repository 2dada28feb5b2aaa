/** Checks that every test named in docs/specification.md exists under exactly that name. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const document = "docs/specification.md";
let missing = 0;
let found = 0;
for (const [, title, path] of readFileSync(document, "utf8").matchAll(/\[([^\]]+)\]\((\.\.\/[^)]+\.ts)\)/g)) {
  const file = join("docs", /** @type {string} */ (path));
  if (read(file).includes(`"${title}"`)) {
    found++;
  } else {
    console.error(`${document} names the test "${title}", which ${file} does not have.`);
    missing++;
  }
}
console.log(`${found} tests named in ${document} exist`);
process.exitCode = missing > 0 || found === 0 ? 1 : 0;

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
