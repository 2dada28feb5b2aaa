import alias from "@rollup/plugin-alias";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import esbuild from "rollup-plugin-esbuild";

export async function bundle({ entry, folder, plugins }) {
  const build = await rollup({
    input: { main: entry },
    plugins: [
      ...plugins,
      alias({ entries: { "@": `${process.cwd()}/src` } }),
      esbuild({ minify: true, target: "es2022" }),
      nodeResolve({ browser: true, extensions: [".ts", ".js"] }),
    ],
    onwarn({ code, message }) {
      if (code !== "THIS_IS_UNDEFINED") {
        throw new Error(message);
      }
    },
  });
  await build.write({ dir: folder, format: "es" });
  await build.close();
}
