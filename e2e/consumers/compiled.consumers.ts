/** Pages with compiled messages, built by each bundler, next to plain ones. */
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { newCompiledProject } from "./compiled-project.ts";
import { copyProject, type Project } from "./new-project.ts";
import { readBuiltPage } from "./open-page.ts";
import { pageBytes } from "./page-bytes.ts";
import { compareSizeTables, type PageSizes } from "./size-table.ts";

const { vite, esbuild, unplugin } = packageJson.devDependencies;

/** With the exact versions of all that has a part in what is built, so that sizes can be compared. */
const bundlers: [bundler: string, name: string, ...packages: string[]][] = [
  [`Vite ${vite}`, "vite", `vite@${vite}`, `rolldown@${await installedVersion("rolldown")}`],
  [
    "Rollup 4.68.8",
    "rollup",
    "rollup@4.68.8",
    "@rollup/plugin-alias@6.0.1",
    "@rollup/plugin-node-resolve@16.0.3",
    "rollup-plugin-esbuild@6.2.1",
    `esbuild@${esbuild}`,
  ],
  ["webpack 5.113.0", "webpack", "webpack@5.113.0", "terser@5.51.4", "ts-loader@9.6.2", "typescript@5.9.3"],
  ["Rspack 2.3.3", "rspack", "@rspack/core@2.3.3"],
  [`esbuild ${esbuild}`, "esbuild", `esbuild@${esbuild}`],
];

const shown = [
  "CHEERFUL",
  true,
  {
    guest: { name: "Ada", mood: "MOOD_CHEERFUL" },
    greeting: { sentence: "You said: hello" },
    introduction: Array.from({ length: 5 }, () => ({ sentence: expect.stringContaining(" ") })),
    time: "1970-01-01T00:00:01.500Z",
  },
];

let project: Project;
const sizes: PageSizes[] = [];

beforeAll(async () => {
  const protobuf = `@bufbuild/protobuf@${await installedVersion("@bufbuild/protobuf")}`;
  project = await newCompiledProject(protobuf, `unplugin@${unplugin}`);
});

describe("a page with compiled messages", () => {
  it.each(bundlers)(
    "built by %s shows what the plain page shows, and is smaller",
    async (bundler, name, ...packages) => {
      const { folder, run } = await copyProject(project, ...packages);
      const output = await run("node", "build.js", name);
      expect(output.match(/^farcall: .*/gm)).toEqual([
        "farcall: 2 messages compiled",
        // Vite and Rollup know why protobuf-es is there. Nothing is left to it.
        expect.stringMatching(
          /^farcall: \d+ messages compiled \(\d+ as tables\)(; .*\/visit-to-json.ts imports toJson)?$/,
        ),
      ]);
      const dist = (page: string) => join(folder, "dist", page);
      for (const page of ["page-plain", "page-compiled"]) {
        await copyFile(join(folder, "index.html"), join(dist(page), "index.html"));
        expect(JSON.parse(await readBuiltPage(dist(page))), page).toEqual(shown);
      }
      const plainBytes = await pageBytes(dist("unary-plain"), "main.js");
      const compiledBytes = await pageBytes(dist("unary-compiled"), "main.js");
      sizes.push({ bundler, plainBytes, compiledBytes });
      expect(compiledBytes).toBeLessThan(plainBytes);
      if (name === "vite") {
        expect(compiledBytes).toBeLessThanOrEqual(8_000);
      }
    },
  );

  it("has the size that docs/compiled-codecs.md states", async () => {
    expect(sizes.map(({ bundler }) => bundler)).toEqual(bundlers.map(([bundler]) => bundler));
    console.table(sizes);
    const { stated, measured } = await compareSizeTables(sizes);
    expect(stated, "run npm run check:consumers -- compiled --write").toBe(measured);
  });
});

/** The version of a package that the README's sizes are measured with. */
async function installedVersion(name: string): Promise<string> {
  return JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8")).version;
}
