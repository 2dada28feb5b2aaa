/**
 * Compares the ratios in the README with those in docs/performance.md, which a benchmark has measured. `--write` updates the
 * README.
 */
import { readFileSync, writeFileSync } from "node:fs";

const marked = /(<!-- performance -->\n)[\s\S]*?(<!-- \/performance -->)/;
const measured = /<!-- to-connect-web -->\n([\s\S]*?)<!-- \/to-connect-web -->/;

/** The rows that the README has: how they begin in docs/performance.md. All are over Connect. */
const wanted = [
  "100,000 small messages, 64 KiB chunks, Connect",
  "a unary response of 8 MiB, nested records, Connect",
  "a small unary call, Connect",
  "`abort()` to rejection, Connect",
  "16 messages of 4 MiB over the network, Connect",
  "memory for 100,000 small messages, Connect",
];

/**
 * Returns the README with the ratios of the page.
 *
 * @param {string} readme
 * @param {string} page docs/performance.md
 */
export function readmeWith(readme, page) {
  const [head, , ...rows] = (measured.exec(page)?.[1] ?? "").split("\n").map((line) => line.split(" | "));
  const columns = ["Farcall", "Farcall, compiled"].map((label) => head?.indexOf(label) ?? -1);
  const lines = wanted.map((title) => {
    const cells = rows.find(([first]) => first === `| ${title}`);
    if (!cells || columns.includes(-1)) {
      throw new Error(`docs/performance.md has no row "${title}": run "npm run bench -- --write"`);
    }
    return `| ${[title.replace(", Connect", ""), ...columns.map((column) => cells[column])].join(" | ")} |`;
  });
  const table = [
    "| Time or memory as a part of connect-web's, over Connect | Farcall | with [compiled messages](docs/compiled-codecs.md) |",
    "| --- | --- | --- |",
    ...lines,
  ].join("\n");
  if (!marked.test(readme)) {
    throw new Error("The README has no <!-- performance --> for the ratios of docs/performance.md.");
  }
  return readme.replace(marked, (_, start, end) => `${start}${table}\n${end}`);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const readme = readFileSync("README.md", "utf8");
  const updated = readmeWith(readme, readFileSync("docs/performance.md", "utf8"));
  if (process.argv.includes("--write")) {
    writeFileSync("README.md", updated);
  } else if (updated !== readme) {
    console.error(
      'The README states other ratios than docs/performance.md: run "node scripts/check-performance.mjs --write", and commit it.',
    );
    process.exitCode = 1;
  }
}
