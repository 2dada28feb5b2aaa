/** Builds the page with Vite and the built package, as a user would, with lazily loaded code in separate files. */
import { build } from "vite";

/** @param {string} outDir is emptied */
export async function buildPage(outDir) {
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    worker: { format: "es" },
    build: {
      outDir,
      assetsDir: "", // next to the page, where its server expects them
      emptyOutDir: true,
      target: "es2022",
      modulePreload: false,
      minify: false, // stack traces are read by people
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: {
        input: "e2e/conformance/page/main.ts",
        output: { entryFileNames: "page.js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
}
