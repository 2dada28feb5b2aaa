/** Compiles every TypeScript block of the guides, with the imports of earlier blocks on the same page. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
// Inside the package, so that "farcall" resolves as it does for users.
const docs = `${root}.results/docs`;

interface Block {
  /** The name in its first line, `// rpc.ts`, if other blocks import it; otherwise its line number. */
  file: string;
  code: string;
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(tsx?)\n(.*?)^```$/gms)].map((match) => {
    const [, kind, code = ""] = match;
    const line = markdown.slice(0, match.index).split("\n").length;
    return { file: /^\/\/ (\S+)\n/.exec(code)?.[1] ?? `line-${line}.${kind}`, code };
  });
}

/** Returns the names that a block introduces for later ones, each with a statement that imports it. */
function importsOf({ file, code }: Block): [name: string, statement: string][] {
  const imported = [...code.matchAll(/^import (?:type )?\{([^}]*)\} from ("[^"]+");/gm)].flatMap(([, names, from]) =>
    (names ?? "").split(",").map((name) => [name.trim(), from] as const),
  );
  const exported = [...code.matchAll(/^export const (?:(\w+)|\{([^}]*)\})/gm)].flatMap(([, one, several]) =>
    (one ?? several ?? "")
      .split(",")
      .map((name) => [name.trim(), `"./${file.replace(/\.ts(x?)$/, ".js$1")}"`] as const),
  );
  const named = [...imported, ...exported].filter(([name]) => name !== "");
  return named.map(([name, from]) => [name.replace("type ", ""), `import { ${name} } from ${from};`]);
}

/** Names that the examples use without an import. */
const assumed = new Map(
  Object.entries({
    "./assumed.js": ["baseUrl", "handler", "requests", "updates", "openDatabase"],
    "./gen/eliza_pb.js": ["ElizaService"],
    "./gen/acme/v1/hat_pb.js": ["HatService"],
    "./gen/acme/v1/feed_pb.js": ["FeedService"],
    "./gen/acme/v1/price_pb.js": ["PriceService", "OrderService"],
  }).flatMap(([from, names]) => names.map((name) => [name, `import { ${name} } from "${from}";`] as const)),
);

function withImports(blocks: readonly Block[]): Block[] {
  const known = new Map<string, string>(assumed);
  return blocks.map((block) => {
    const own = new Map(importsOf(block));
    const isMissing = (name: string) =>
      new RegExp(`\\b${name}\\b`).test(block.code) &&
      !new RegExp(`\\b(?:const|function) ${name}\\b`).test(block.code) &&
      !own.has(name);
    const missing = [...known].filter(([name]) => isMissing(name));
    for (const [name, statement] of own) {
      known.set(name, known.get(name) ?? statement);
    }
    return { ...block, code: [...missing.map(([, statement]) => statement), block.code].join("\n") };
  });
}

/** The pages, each with the least number of blocks it has. */
const pages: readonly (readonly [page: string, least: number])[] = [
  ["README.md", 4],
  ["docs/server.md", 8],
  ["docs/playground.md", 1],
  ["docs/cors.md", 2],
  ["docs/errors.md", 2],
  ["docs/code-generation.md", 1],
  ["docs/frameworks.md", 4],
  ["docs/react.md", 20],
  ["docs/interceptors.md", 11],
  ["docs/testing.md", 10],
  ["docs/switching.md", 7],
];

const folderOf = (page: string): string => page.replace("docs/", "").replace(".md", "");

/** Writes the code that every page assumes: what protoc-gen-es generates, and names from elsewhere. */
function writeAssumed(folder: string): void {
  mkdirSync(`${folder}/gen/demo/v1`, { recursive: true });
  for (const name of ["demo", "notes"]) {
    cpSync(`${root}playground/gen/demo/v1/${name}_pb.ts`, `${folder}/gen/demo/v1/${name}_pb.ts`);
  }
  const plugin = { local: "protoc-gen-es", out: `${folder}/gen`, opt: ["target=ts"] };
  const template = JSON.stringify({ version: "v2", plugins: [plugin] });
  execFileSync("npx", ["--no-install", "buf", "generate", "--template", template, "e2e/docs/proto"], { cwd: root });
  cpSync(`${root}e2e/docs/assumed.ts`, `${folder}/assumed.ts`);
}

const blockCounts = new Map<string, number>();
/** Of all pages, compiled together because most of the time goes to the types that they import. */
let complaints: string[] = [];

beforeAll(() => {
  rmSync(docs, { recursive: true, force: true });
  writeAssumed(`${docs}/assumed`);
  for (const [page] of pages) {
    const folder = `${docs}/${folderOf(page)}`;
    cpSync(`${docs}/assumed`, folder, { recursive: true });
    const blocks = withImports(blocksOf(readFileSync(`${root}${page}`, "utf8")));
    blockCounts.set(page, blocks.length);
    for (const { file, code } of blocks) {
      writeFileSync(`${folder}/${file}`, code);
    }
  }
  // Not tsconfig.json: Vite, which runs the tests, would reload them all.
  const project = `${docs}/project.json`;
  const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false };
  writeFileSync(project, JSON.stringify({ extends: "../../tsconfig.json", compilerOptions, include: ["."] }));
  complaints = complaintsOf(docs, "tsc", "--noEmit", "--pretty", "false", "-p", project).split(/\n(?=\S)/);
});

it.each(pages)("every block of %s compiles", (page, least) => {
  expect(blockCounts.get(page)).toBeGreaterThanOrEqual(least);
  expect(complaints.filter((complaint) => complaint.startsWith(`${folderOf(page)}/`))).toEqual([]);
});

it("nothing else is wrong with the blocks", () => {
  const isOfPage = (complaint: string) => pages.some(([page]) => complaint.startsWith(`${folderOf(page)}/`));
  expect(complaints.filter((complaint) => complaint !== "" && !isOfPage(complaint))).toEqual([]);
});

function complaintsOf(folder: string, command: string, ...args: string[]): string {
  try {
    return execFileSync(`${root}node_modules/.bin/${command}`, args, { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
