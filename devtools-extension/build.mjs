/**
 * `npm run build:extension`: builds the extension from its sources, reproducibly, as a folder that both browsers can load
 * unpacked (dist), and as the zip for their stores.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { zipFolder } from "./zip-folder.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const outDir = `${root}dist`;
const { version } = JSON.parse(readFileSync(`${root}../package.json`, "utf8"));
/** The size limit of the panel without its lazy chunks, in gzipped bytes. */
const panelBudget = 120_000;
/** The size limit of the script that "Reload and record" adds to a page. */
const recorderBudget = 20_000;

/** @type {import("vite").InlineConfig} */
const common = {
  root,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"' },
  resolve: { conditions: ["farcall-source", "module", "browser", "production"] },
};

const pages = await build({
  ...common,
  base: "./",
  plugins: [react()],
  build: {
    outDir,
    emptyOutDir: true,
    target: ["chrome120", "firefox142"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the policy of the extension allows no data: URLs
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: [`${root}devtools.html`, `${root}panel.html`] },
  },
});
// A single script, which creates a recorder in any page.
const recorder = await build({
  ...common,
  build: {
    outDir,
    emptyOutDir: false,
    target: "es2022",
    // As a library, because Vite would otherwise wrap lazy imports in its style sheet loader, and here nothing is lazy.
    lib: { entry: `${root}recorder.ts`, formats: ["iife"], name: "farcallRecorder", fileName: () => "recorder.js" },
    rolldownOptions: { output: { codeSplitting: false } },
  },
});

mkdirSync(`${outDir}/icons`, { recursive: true });
for (const size of [16, 32, 48, 128]) {
  writeFileSync(`${outDir}/icons/${size}.png`, readFileSync(`${root}icons/${size}.png`));
}
const manifest = JSON.parse(readFileSync(`${root}manifest.json`, "utf8"));
writeFileSync(`${outDir}/manifest.json`, `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
const zip = `${root}farcall-devtools-${version}.zip`;
writeFileSync(zip, zipFolder(outDir));

check("the panel", eagerBytes(pages, "panel"), panelBudget);
check("the recorder", eagerBytes(recorder, "recorder"), recorderBudget);
console.log(`${outDir}\n${zip}`);

/**
 * @param {Awaited<ReturnType<typeof build>>} result
 * @param {string} entry the name of the entry
 * @returns {number} gzipped size of the entry and its static imports
 */
function eagerBytes(result, entry) {
  const [built = result] = Array.isArray(result) ? result : [result]; // libraries are built as a list of formats
  const { output } = /** @type {import("vite").Rolldown.RolldownOutput} */ (built);
  const chunks = new Map(output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])));
  const first = [...chunks.values()].find(({ isEntry, name }) => isEntry && name === entry);
  const eager = new Set([first?.fileName ?? ""]);
  for (const name of eager) {
    for (const imported of chunks.get(name)?.imports ?? []) {
      eager.add(imported);
    }
  }
  return [...eager].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? "", { level: 9 }).byteLength, 0);
}

/**
 * @param {string} what
 * @param {number} bytes
 * @param {number} budget
 */
function check(what, bytes, budget) {
  console.log(`${what}: ${(bytes / 1000).toFixed(1)} kB gzipped, of ${budget / 1000}`);
  if (bytes > budget) {
    console.error(`Over budget: ${what}.`);
    process.exitCode = 1;
  }
}
