/**
 * Checks that no files import each other in a circle, type imports included: a type that closes one is declared in the
 * wrong file. The linter's own rule sees only what is loaded.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const rooms = ["src", "react", "playground", "devtools-extension", "e2e"];
const specifier = /(?:\bfrom|\bimport\(|^import)\s*["'](\.[^"']+)["']/gm;

/** By file: what it imports. @type {Map<string, string[]>} */
const imports = new Map(
  rooms.flatMap(filesOf).map((file) => {
    const targets = readFileSync(file, "utf8").matchAll(specifier);
    return [file, Array.from(targets, ([, path]) => normalize(join(dirname(file), /** @type {string} */ (path))))];
  }),
);

const circles = findCircles();
for (const circle of circles) {
  console.error(`These files import each other in a circle: ${circle.join(" -> ")}`);
}
console.log(`${imports.size} files, ${circles.length} import circles`);
process.exitCode = circles.length > 0 || imports.size === 0 ? 1 : 0;

/** One circle for each import that leads back to a file on the way to it. */
function findCircles() {
  /** @type {string[][]} */
  const found = [];
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} file @param {string[]} way */
  const visit = (file, way) => {
    const start = way.indexOf(file);
    if (start >= 0) {
      found.push([...way.slice(start), file]);
    } else if (!done.has(file)) {
      for (const target of imports.get(file) ?? []) {
        visit(target, [...way, file]);
      }
      done.add(file);
    }
  };
  for (const file of imports.keys()) {
    visit(file, []);
  }
  return found;
}

/** @param {string} room @returns {string[]} */
function filesOf(room) {
  return (existsSync(room) ? readdirSync(room, { recursive: true, withFileTypes: true }) : [])
    .filter(({ name }) => /\.tsx?$/.test(name))
    .map(({ parentPath, name }) => join(parentPath, name));
}
