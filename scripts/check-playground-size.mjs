/**
 * `node scripts/check-playground-size.mjs`: what each route of the built playground loads first, in gzipped bytes, against a
 * budget. A larger page is a decision: whoever makes it raises the budget here.
 */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const folder = new URL("../dist-playground/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", folder), "utf8"));

/** In bytes: about 5% more than today. */
const budgets = [
  { name: "#/, to the first paint", entries: ["index.html"], budget: 228_000 },
  { name: "#/, with the editor", entries: ["index.html", "page/json-editor.tsx"], budget: 364_000 },
  { name: "#/examples", entries: ["index.html", "examples/examples-page.tsx"], budget: 244_000 },
  { name: "the form", entries: ["page/message-form.tsx"], without: ["index.html"], budget: 9_900 },
  { name: "reflection", entries: ["model/reflect.ts"], without: ["index.html"], budget: 6_600 },
  { name: "the tabs HTTP, Wire and Timing", entries: ["page/wire-view.tsx"], without: ["index.html"], budget: 26_300 },
  {
    name: "the devtools, when opened",
    entries: ["../react/devtools/devtools-panel.tsx"],
    without: ["index.html"],
    budget: 26_300,
  },
];

/** The files that these entries load before they run. @param {readonly string[]} entries */
function filesOf(entries) {
  const chunks = new Set(entries);
  /** @type {Set<string>} */
  const files = new Set();
  for (const key of chunks) {
    const chunk = manifest[key];
    if (!chunk) {
      throw new Error(`the build has no ${key}: has it been renamed?`);
    }
    if (chunk.isEntry) {
      files.add("index.html");
    }
    files.add(chunk.file);
    for (const file of chunk.css ?? []) {
      files.add(file);
    }
    for (const imported of chunk.imports ?? []) {
      chunks.add(imported); // grows during the iteration
    }
  }
  return files;
}

/** @param {string} file */
const gzippedBytes = (file) => gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length;

const rows = budgets.map(({ name, entries, without = [], budget }) => {
  const known = filesOf(without);
  const bytes = [...filesOf(entries)]
    .filter((file) => !known.has(file))
    .reduce((sum, file) => sum + gzippedBytes(file), 0);
  return { name, bytes, budget };
});
rows.push({ name: "the demo's service worker", bytes: gzippedBytes("service-worker.js"), budget: 132_000 });

for (const { name, bytes, budget } of rows) {
  const note = bytes > budget ? "  TOO LARGE" : "";
  console.log(`${name.padEnd(34)} ${bytes.toLocaleString("en").padStart(9)} of ${budget.toLocaleString("en")}${note}`);
}
process.exitCode = rows.some(({ bytes, budget }) => bytes > budget) ? 1 : 0;
