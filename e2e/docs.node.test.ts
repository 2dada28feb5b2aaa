/** The guides compile: every block of TypeScript in them, with the imports that earlier blocks of the same guide show. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
// Inside of the package, so that "farcall" is found as its users find it.
const folder = `${root}.results/docs`;
// Not tsconfig.json: Vite, which runs the tests, would reload them all.
const project = `${folder}/project.json`;

interface Block {
  /** From its first line, `// rpc.ts`, if other blocks import it; otherwise where it stands. */
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

/** What a block makes known to those after it: by name, the statement that imports it. */
function importsOf({ file, code }: Block): [name: string, statement: string][] {
  const imported = [...code.matchAll(/^import (?:type )?\{([^}]*)\} from ("[^"]+");$/gm)].flatMap(([, names, from]) =>
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

function withImports(blocks: readonly Block[]): Block[] {
  const known = new Map<string, string>();
  return blocks.map((block) => {
    const own = new Map(importsOf(block));
    const missing = [...known].filter(([name]) => new RegExp(`\\b${name}\\b`).test(block.code) && !own.has(name));
    for (const [name, statement] of own) {
      known.set(name, known.get(name) ?? statement);
    }
    return { ...block, code: [...missing.map(([, statement]) => statement), block.code].join("\n") };
  });
}

/** By guide: how many blocks it has at least, so that a test which finds none does not pass. */
const guides = { react: 20, switching: 7, testing: 10 };

/** Writes the blocks of a guide into a folder of its own, beside the generated code that they import. */
function writeBlocks(guide: string): number {
  mkdirSync(`${folder}/${guide}/gen/demo/v1`, { recursive: true });
  for (const name of ["demo", "notes"]) {
    const generated = `${root}playground/gen/demo/v1/${name}_pb.ts`;
    writeFileSync(`${folder}/${guide}/gen/demo/v1/${name}_pb.ts`, readFileSync(generated));
  }
  const blocks = withImports(blocksOf(readFileSync(`${root}docs/${guide}.md`, "utf8")));
  for (const { file, code } of blocks) {
    writeFileSync(`${folder}/${guide}/${file}`, code);
  }
  return blocks.length;
}

it("every block of the guides compiles", () => {
  rmSync(folder, { recursive: true, force: true });
  for (const [guide, least] of Object.entries(guides)) {
    expect(writeBlocks(guide), guide).toBeGreaterThanOrEqual(least);
  }
  const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false };
  writeFileSync(project, JSON.stringify({ extends: "../../tsconfig.json", compilerOptions, include: ["."] }));
  expect(complaintsOf("tsc", "--noEmit", "-p", project)).toBe("");
});

function complaintsOf(command: string, ...args: string[]): string {
  try {
    return execFileSync(`${root}node_modules/.bin/${command}`, args, { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
