import { build } from "esbuild";

export async function bundle({ entry, folder, plugins }) {
  await build({
    entryPoints: { main: entry },
    outdir: folder,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "warning",
    plugins,
  });
}
