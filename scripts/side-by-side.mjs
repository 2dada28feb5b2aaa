/**
 * Counts the lines of the application in e2e/side-by-side, which is written with Farcall, connect-web and tRPC, and
 * compares the table in docs/switching.md. `--write` updates it.
 *
 * What counts: each line of app.tsx, as Biome formats it, that is not blank, a comment or part of an import. Rows are the
 * lines between `// #region NAME` and `// #endregion`.
 */
import { readFileSync, writeFileSync } from "node:fs";

const page = new URL("../docs/switching.md", import.meta.url);
const marked = /(<!-- side-by-side -->\n)[\s\S]*?(<!-- \/side-by-side -->)/;

/** @typedef {"farcall" | "connect" | "trpc"} ApplicationName */

/** @type {Record<ApplicationName, string>} */
const columns = { farcall: "Farcall", connect: "connect-web and connect-query", trpc: "tRPC" };
const names = /** @type {ApplicationName[]} */ (Object.keys(columns));

/** How often each application refreshes its token for three parallel calls: e2e/side-by-side.spec.ts counts. */
export const refreshesForThreeCalls = { farcall: 1, connect: 1, trpc: 1 };

/** The name of each row, and the region that it counts; without one, all lines. */
const rows = /** @type {const} */ ([
  ["the whole client", undefined],
  ["auth with refresh", "auth"],
  ["live stream: reconnect and resume", "stream"],
  ["optimistic mutation, rolled back with a toast", "mutation"],
]);

/** @returns {Record<string, Record<ApplicationName, number>>} the lines of each row */
export function countLines() {
  const regions = new Map(names.map((name) => [name, regionsOf(name)]));
  return Object.fromEntries(
    rows.map(([row, region]) => [
      row,
      /** @type {Record<ApplicationName, number>} */ (
        Object.fromEntries(names.map((name) => [name, countIn(regions.get(name) ?? [], region)]))
      ),
    ]),
  );
}

/** Returns whether the page has the table of today, after it was written if asked. */
export function checkTable({ write = false } = {}) {
  const counts = {
    ...countLines(),
    "refreshes for three parallel calls with an expired token": refreshesForThreeCalls,
  };
  const table = [
    ["lines of code", ...names.map((name) => columns[name])],
    ["---", ...names.map(() => "---")],
    ...Object.entries(counts).map(([row, count]) => [row, ...names.map((name) => count[name])]),
  ]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
  const text = readFileSync(page, "utf8");
  const updated = text.replace(marked, (_, start, end) => `${start}${table}\n${end}`);
  if (write) {
    writeFileSync(page, updated);
  }
  return { table, isCurrent: marked.test(text) && (write || updated === text) };
}

/**
 * @param {ApplicationName} name
 * @returns {(string | undefined)[]} the region of each line that counts
 */
function regionsOf(name) {
  const source = readFileSync(new URL(`../e2e/side-by-side/${name}/app.tsx`, import.meta.url), "utf8");
  const code = source.replace(/^import [^;]*;\n/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
  /** @type {(string | undefined)[]} */
  const regions = [];
  /** @type {string | undefined} */
  let region;
  for (const line of code.split("\n").map((line) => line.trim())) {
    const [, mark, named] = /^\/\/ #(region|endregion)(?: (\w+))?$/.exec(line) ?? [];
    if (mark) {
      if ((mark === "region") === (region !== undefined)) {
        throw new Error(`${name}/app.tsx: "${line}" does not match the mark before it`);
      }
      region = named;
    } else if (line !== "" && !line.startsWith("//")) {
      regions.push(region);
    }
  }
  return regions;
}

/**
 * @param {readonly (string | undefined)[]} regions
 * @param {string | undefined} region
 */
function countIn(regions, region) {
  return region ? regions.filter((one) => one === region).length : regions.length;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { table, isCurrent } = checkTable({ write: process.argv.includes("--write") });
  console.log(table);
  if (!isCurrent) {
    console.error('docs/switching.md states other counts: run "node scripts/side-by-side.mjs --write", and commit it.');
    process.exitCode = 1;
  }
}
