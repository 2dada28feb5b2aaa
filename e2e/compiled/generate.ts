/** Runs protoc-gen-es, as users do. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Returns a fresh folder: the .proto files are in its `proto`, what was generated in `gen`. */
export function generate(name: string, protos: Record<string, string>, options: string[] = ["target=ts"]): string {
  const folder = `${root}.results/compiled/${name}`;
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(protos)) {
    mkdirSync(dirname(`${folder}/proto/${path}`), { recursive: true });
    writeFileSync(`${folder}/proto/${path}`, text);
  }
  const plugins = [{ local: "protoc-gen-es", out: `${folder}/gen`, opt: options }];
  const template = JSON.stringify({ version: "v2", plugins });
  execFileSync("npx", ["--no-install", "buf", "generate", "--template", template, `${folder}/proto`], { cwd: root });
  return folder;
}
