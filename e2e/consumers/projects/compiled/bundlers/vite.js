import { build } from "vite";

export async function bundle({ entry, folder, plugins }) {
  await build({
    configFile: false,
    base: "./",
    plugins,
    resolve: { alias: { "@": `${process.cwd()}/src` } },
    build: {
      outDir: folder,
      assetsDir: "",
      target: "es2022",
      modulePreload: false,
      rolldownOptions: { input: entry, output: { entryFileNames: "main.js" } },
    },
  });
}
