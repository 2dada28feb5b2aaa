/**
 * Measures how much a page has to load, with the built package and Vite, as a user would. Fails if a budget is exceeded
 * or the README or docs/interceptors.md state other figures; `--write` updates them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { compileProtobuf } from "farcall/vite";
import { bundle } from "./bundle.mjs";
import { checkInterceptorSizes } from "./interceptor-sizes.mjs";

/**
 * Gzipped bytes: of the page with one unary call, in total, of Farcall alone, and with compiled messages; of the page with
 * the preset; of what a recorder adds to a page; and of the drawer, in an application that has React and protobuf-es: closed,
 * opened, and with everything that the first opened call needs.
 */
const budgets = {
  total: 23_000,
  own: 5_000,
  compiled: 8_000,
  preset: 35_000,
  recorder: 3_000,
  drawer: 3_500,
  panel: 23_000,
  firstCall: 33_000,
};

const bare = await bundle("e2e/bundle/bare.ts");
const unary = await bundle("e2e/bundle/one-unary-call.ts");
const compiled = await bundle("e2e/bundle/one-unary-call.ts", { plugins: [compileProtobuf()] });
const preset = await bundle("e2e/bundle/preset.ts");
// The recorder loads a part of itself later. Vite's own loader is in most pages anyway, so it does not count.
const later = await bundle("e2e/bundle/later.ts");
const recorded = await bundle("e2e/bundle/recorder.ts");
const recorder = recorded.gzipBytes - later.gzipBytes;
const drawer = await bundle("e2e/bundle/drawer.tsx", { external: [/^react/, /^@bufbuild\/protobuf/] });
const opened = "react/devtools/devtools-panel.js";
const panel = drawer.laterBytesOf(opened);
const firstCall = drawer.laterBytesOf(
  opened,
  "react/devtools/view/details-pane.js",
  "react/devtools/model/build-schema.js",
);
const own = unary.gzipBytes - bare.gzipBytes;

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const table = `| A page with one call, built by Vite, gzipped | total | of which Farcall |
| --- | --- | --- |
| binary Connect, unary only: \`createTransport\` with \`connectUnary()\` | ${kB(unary.gzipBytes)} | ${kB(own)} |
| the same, with [compiled messages](docs/compiled-codecs.md) | ${kB(compiled.gzipBytes)} | |
| the full client, with streams and gzip: \`createConnectTransport\` | ${kB(preset.gzipBytes)} | ${kB(preset.gzipBytes - bare.gzipBytes)} |
| for comparison: \`fetch\` and protobuf-es | ${kB(bare.gzipBytes)} | |`;

const readme = readFileSync("README.md", "utf8");
const marked = /(<!-- size -->\n)[\s\S]*?(<!-- \/size -->)/;
const updated = readme.replace(marked, (_, start, end) => `${start}${table}\n${end}`);
console.log(table);
if (process.argv.includes("--write")) {
  writeFileSync("README.md", updated);
} else if (!marked.test(readme) || updated !== readme) {
  fail('The sizes in the README are out of date. Run "npm run size -- --write" and commit the result.');
}
console.log(`A recorder for the devtools: ${recorder} bytes, and ${recorded.laterBytes} when it is first queried`);
console.log(`The drawer: ${drawer.gzipBytes} bytes closed, ${panel} once opened, ${firstCall} with its first call`);
const sizes = {
  total: unary.gzipBytes,
  own,
  compiled: compiled.gzipBytes,
  preset: preset.gzipBytes,
  recorder,
  drawer: drawer.gzipBytes,
  panel,
  firstCall,
};
for (const [name, size] of Object.entries(sizes)) {
  const budget = budgets[/** @type {keyof typeof sizes} */ (name)];
  if (size > budget) {
    fail(`Over budget: ${name}, ${size} bytes of ${budget}.`);
  }
}
for (const complaint of await checkInterceptorSizes({ write: process.argv.includes("--write") })) {
  fail(complaint);
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
