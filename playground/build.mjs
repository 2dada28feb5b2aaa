/**
 * Builds the playground component, as dist/playground. It is bundled, with its editor and its styles, so that an
 * application installs nothing else; React, protobuf-es and Farcall itself are those of the application.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const outDir = `${root}dist/playground`;
const panel = resolve(root, "react");

/** The panel's modules are in the package already, under dist/react. @type {import("vite").Plugin} */
const usePanelOfPackage = {
  name: "use-panel-of-package",
  enforce: "pre",
  async resolveId(source, importer) {
    const path = importer && source.startsWith(".") ? resolve(importer, "..", source) : "";
    if (!path.startsWith(panel) || importer?.startsWith(panel)) {
      return undefined;
    }
    return { id: `../${relative(root, path).replace(/\.tsx?$/, ".js")}`, external: true };
  },
};

await build({
  root: `${root}playground`,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  plugins: [usePanelOfPackage],
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2022",
    minify: false, // bundlers do it, and until then it is its own source map
    license: { fileName: "third-party-licenses.md" },
    lib: { entry: `${root}playground/index.ts`, formats: ["es"], fileName: "index" },
    rolldownOptions: {
      external: [/^farcall(\/|$)/, /^react(\/|$)/, /^react-dom(\/|$)/, /^@bufbuild\/protobuf(\/|$)/],
      makeAbsoluteExternalsRelative: false,
      output: { chunkFileNames: "[name].js" },
    },
  },
});

// Only the entry point and the properties: the other types are internal.
const types = mkdtempSync(join(tmpdir(), "farcall-types-"));
execFileSync("npx", ["tsc", "-p", "tsconfig.playground.json", "--outDir", types], { cwd: root, stdio: "inherit" });
for (const name of ["index", "playground", "playground-props"]) {
  copyFileSync(`${types}/playground/${name}.d.ts`, `${outDir}/${name}.d.ts`);
}
rmSync(types, { recursive: true });
