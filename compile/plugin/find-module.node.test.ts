import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FindingContext, findModule } from "./find-module.ts";
import { slashed } from "./stand-in.ts";

let folder: string;
const importer = () => join(folder, "src/page.ts");

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "farcall-find-")));
  const sdk = { name: "@acme/sdk", type: "module", exports: { "./*.js": { import: "./*.js" } } };
  const files = {
    "src/page.ts": "",
    "src/gen/hat_pb.ts": "",
    "linked/gen/shoe_pb.ts": "",
    "linked/package.json": JSON.stringify({ name: "@acme/linked", type: "module" }),
    "node_modules/@acme/sdk/package.json": JSON.stringify(sdk),
    "node_modules/@acme/sdk/gen/coat_pb.js": "",
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  await symlink(join(folder, "linked"), join(folder, "node_modules/@acme/linked"), "dir");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Finds modules in a build of Vite, relative to the folder. */
async function foundByVite(...specifiers: string[]): Promise<(string | undefined)[]> {
  let found: (string | undefined)[] = [];
  await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    resolve: { alias: { "@": join(folder, "src") } },
    build: { write: false, rolldownOptions: { input: importer(), external: ["@acme/sdk/gen/external_pb.js"] } },
    plugins: [
      {
        name: "test",
        async buildStart() {
          const context = this as FindingContext;
          found = await Promise.all(specifiers.map((specifier) => findModule(context, specifier, importer())));
        },
      },
    ],
  });
  return found.map((path) => path?.replace(`${slashed(folder)}/`, ""));
}

describe("findModule", () => {
  it("finds a module with the ending that it is imported by, with another, and without one", async () => {
    const hat = "src/gen/hat_pb.ts";
    expect(await foundByVite("./gen/hat_pb.ts", "./gen/hat_pb.js", "./gen/hat_pb")).toEqual([hat, hat, hat]);
  });

  it("finds a module by an alias, in a package that only has the condition import, and in a linked package", async () => {
    const specifiers = ["@/gen/hat_pb", "@acme/sdk/gen/coat_pb.js", "@acme/linked/gen/shoe_pb.ts"];
    expect(await foundByVite(...specifiers)).toEqual([
      "src/gen/hat_pb.ts",
      "node_modules/@acme/sdk/gen/coat_pb.js",
      "linked/gen/shoe_pb.ts",
    ]);
  });

  it("finds nothing for a module that is external or does not exist", async () => {
    expect(await foundByVite("@acme/sdk/gen/external_pb.js", "./gen/sock_pb")).toEqual([undefined, undefined]);
  });

  it("asks the loader of webpack and Rspack as an import does, from the importer's folder", async () => {
    const asked: unknown[] = [];
    const answers: Record<string, unknown> = { "./hat_pb": "C:\\app\\gen\\hat_pb.ts", ignored: false };
    const context: FindingContext = {
      getNativeBuildContext: () => ({
        loaderContext: {
          getResolve: (options) => async (from, specifier) => {
            asked.push([options, from, specifier]);
            if (specifier in answers) {
              return answers[specifier];
            }
            throw new Error(`${specifier} does not exist`);
          },
        },
      }),
    };
    expect(await findModule(context, "./hat_pb", "/app/gen/shop_pb.ts")).toBe("C:/app/gen/hat_pb.ts");
    expect(asked).toEqual([[{ dependencyType: "esm" }, "/app/gen", "./hat_pb"]]);
    expect(await findModule(context, "ignored", "/app/gen/shop_pb.ts")).toBeUndefined();
    expect(await findModule(context, "missing", "/app/gen/shop_pb.ts")).toBeUndefined();
  });
});
