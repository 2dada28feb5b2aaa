/**
 * `npm run build:extension`: the extension as a folder that both browsers load unpacked (dist), and as the zip that their
 * stores take. From the sources, and the same bytes each time.
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
/** What the panel may weigh before anything lazy is asked for, in bytes, gzipped. */
const panelBudget = 120_000;
/** The same for the script that "Reload and record" puts into a page. */
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
// A script of one piece, which becomes a recorder in whatever page it is put into.
const recorder = await build({
  ...common,
  build: {
    outDir,
    emptyOutDir: false,
    target: "es2022",
    // Else Vite would put a loader of style sheets around what is loaded later, which is all in this one piece.
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
 * @param {string} entry its name
 * @returns {number} gzipped, with all that it imports at once
 */
function eagerBytes(result, entry) {
  const [built = result] = Array.isArray(result) ? result : [result]; // a library comes as a list of its formats
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
