/** The table of sizes in docs/compiled-codecs.md. `npm run check:consumers -- compiled --write` updates it. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export interface PageSizes {
  bundler: string;
  plainBytes: number;
  compiledBytes: number;
}

const docs = fileURLToPath(new URL("../../docs/compiled-codecs.md", import.meta.url));
const marked = /(?<=<!-- bundlers -->\n)[\s\S]*?(?=<!-- \/bundlers -->)/;

/** The table that the docs have, and the one that they should have, which are equal after an update. */
export async function compareSizeTables(sizes: readonly PageSizes[]): Promise<{ stated?: string; measured: string }> {
  const measured = formatTable(sizes);
  if (process.env.WRITE_SIZES) {
    await writeFile(docs, (await readFile(docs, "utf8")).replace(marked, measured));
  }
  const [stated] = marked.exec(await readFile(docs, "utf8")) ?? [];
  return { stated, measured };
}

function formatTable(sizes: readonly PageSizes[]): string {
  const rows = sizes.map(({ bundler, plainBytes, compiledBytes }) => {
    return `| ${bundler} | ${kB(plainBytes)} | ${kB(compiledBytes)} |`;
  });
  const head = ["| A page with one unary call, gzipped | protobuf-es | compiled |", "| --- | --- | --- |"];
  return `${[...head, ...rows].join("\n")}\n`;
}

/** Rounded as in the README: the last bytes depend on the machine that compresses them. */
function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
