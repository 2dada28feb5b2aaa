/**
 * A project with a generated module of each kind: its own in TypeScript, of a linked package in TypeScript, and of an
 * installed one in JavaScript, which other modules can only import, as with the SDKs of the Buf Schema Registry.
 */
import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inject } from "vitest";
import { newProject, type Project } from "./new-project.ts";

const execute = promisify(execFile);
const protos = "e2e/consumers/projects/compiled/proto";

/** Creates the project without a bundler: generates its code, packs one of its packages, and installs both. */
export async function newCompiledProject(...packages: string[]): Promise<Project> {
  const sources = join(inject("workspace"), "compiled-sources");
  const demo = join(sources, "packages/demo");
  await mkdir(sources);
  await Promise.all([
    generate("playground/proto/demo", demo, "target=js+dts", "import_extension=js"),
    generate("playground/proto/hello", join(sources, "packages/hello"), "target=ts"),
    generate(
      `${protos}/app`,
      join(sources, "src/gen"),
      "target=ts",
      "import_extension=js",
      "rewrite_imports=./demo/**/*_pb.js:@acme/demo",
      "rewrite_imports=./hello/**/*_pb.js:@acme/hello",
    ),
  ]);
  await cp(fileURLToPath(new URL("projects/compiled/packages/demo", import.meta.url)), demo, { recursive: true });
  await execute("npm", ["pack", "--silent", "--pack-destination", sources], { cwd: demo });
  const tarball = join(sources, "acme-demo-1.0.0.tgz");
  const project = await newProject("compiled", tarball, "./packages/hello", ...packages);
  await cp(sources, project.folder, { recursive: true });
  return project;
}

/** @param path the folder of .proto files to generate code for, among those of the demo services and of the project */
async function generate(path: string, out: string, ...opt: string[]): Promise<void> {
  const modules = ["playground/proto", protos].map((path) => ({ path }));
  const config = JSON.stringify({ version: "v2", modules });
  const template = JSON.stringify({ version: "v2", plugins: [{ local: "protoc-gen-es", out, opt }] });
  const args = ["--no-install", "buf", "generate", "--config", config, "--template", template, "--path", path];
  await execute("npx", args);
}
