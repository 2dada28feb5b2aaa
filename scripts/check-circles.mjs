/**
 * Checks for import cycles, type imports included: a type that closes a cycle is declared in the wrong file. The linter's
 * own rule covers only imports that are loaded at run time.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const folders = ["src", "react", "compile", "playground", "devtools-extension", "e2e"];
const specifier = /(?:\bfrom|\bimport\(|^import)\s*["'](\.[^"']+)["']/gm;

/** The imports of each file. @type {Map<string, string[]>} */
const imports = new Map(
  folders.flatMap(filesOf).map((file) => {
    const targets = readFileSync(file, "utf8").matchAll(specifier);
    return [file, Array.from(targets, ([, target]) => normalize(join(dirname(file), /** @type {string} */ (target))))];
  }),
);

const circles = findCircles();
for (const circle of circles) {
  console.error(`Import cycle: ${circle.join(" -> ")}`);
}
console.log(`${imports.size} files, ${circles.length} import cycles`);
process.exitCode = circles.length > 0 || imports.size === 0 ? 1 : 0;

/** Returns one cycle for each import that leads back to a file on the path to it. */
function findCircles() {
  /** @type {string[][]} */
  const found = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} file @param {string[]} path */
  const visit = (file, path) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.push([...path.slice(start), file]);
    } else if (!done.has(file)) {
      for (const target of imports.get(file) ?? []) {
        visit(target, [...path, file]);
      }
      done.add(file);
    }
  };
  for (const file of imports.keys()) {
    visit(file, []);
  }
  return found;
}

/** @param {string} folder @returns {string[]} */
function filesOf(folder) {
  return (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [])
    .filter(({ name }) => /\.tsx?$/.test(name))
    .map(({ parentPath, name }) => join(parentPath, name));
}
