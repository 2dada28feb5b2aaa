/** Builds the page with Vite and the built package, as a user would, with lazily loaded code in separate files. */
import { compileProtobuf } from "farcall/vite";
import { build } from "vite";

/**
 * @param {string} outDir is emptied
 * @param {import("farcall/vite").CompileProtobufOptions} [compiled] how messages are compiled, if they are
 */
export async function buildPage(outDir, compiled) {
  const plugins = () => (compiled ? [compileProtobuf(compiled)] : []);
  await build({
    configFile: false,
    logLevel: compiled ? "info" : "error",
    plugins: plugins(),
    publicDir: false,
    worker: { format: "es", plugins },
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
