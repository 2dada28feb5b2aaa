/** Builds the page with Vite as a user would, from the built package; what it loads on demand is in files beside it. */
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
      assetsDir: "", // beside the page, where its server looks
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
