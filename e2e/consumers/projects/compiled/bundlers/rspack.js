import { promisify } from "node:util";
import { rspack } from "@rspack/core";

export async function bundle({ entry, folder, plugins }) {
  const stats = await promisify(rspack)({
    mode: "production",
    target: ["web", "es2022"],
    entry: `./${entry}`,
    output: { path: `${process.cwd()}/${folder}`, filename: "main.js", publicPath: "" },
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: "builtin:swc-loader",
          options: { jsc: { parser: { syntax: "typescript" }, target: "es2022" } },
        },
      ],
    },
    resolve: {
      extensions: [".ts", ".js"],
      extensionAlias: { ".js": [".ts", ".js"] },
      alias: { "@": `${process.cwd()}/src` },
    },
    plugins,
  });
  if (stats.hasErrors()) {
    throw new Error(stats.toString({ all: false, errors: true }));
  }
}
