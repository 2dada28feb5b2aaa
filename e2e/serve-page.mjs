/**
 * Builds and serves the page for the end-to-end tests: with React's development checks and the demo server in Node, like
 * `npm start`, but in a few files. Every test opens the page with an empty cache, and the development server would send
 * each of them more than two hundred modules, which took longer than most tests.
 *
 * With FARCALL_COMPILED=1, messages are compiled.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compileProtobuf } from "farcall/vite";
import { build, preview } from "vite";

const port = Number(process.argv[2]);
const pageFolder = fileURLToPath(new URL("../.results/page", import.meta.url));
const isCompiled = process.env.FARCALL_COMPILED === "1";
const handlerFolder = new URL("../.results/demo-handler/", import.meta.url);

// The build that static-build.spec.ts tests, made here because one build serves all workers.
execFileSync("npm", ["run", "build:playground", "--silent"], { stdio: ["ignore", "ignore", "inherit"] });

process.env.NODE_ENV = "development"; // otherwise Vite would use React without its checks
await build({
  mode: "development",
  logLevel: isCompiled ? "info" : "error",
  plugins: [isCompiled && compileProtobuf()],
  build: { outDir: pageFolder, minify: false, reportCompressedSize: false },
});
await build({
  configFile: false,
  root: "playground",
  logLevel: "error",
  ssr: { noExternal: true, resolve: { conditions: ["farcall-source", "module", "node", "development|production"] } },
  build: { ssr: "demo/demo-handler.ts", outDir: fileURLToPath(handlerFolder), emptyOutDir: true },
});

const { demoHandler } = await import(new URL("demo-handler.js", handlerFolder).href);
await preview({
  mode: "development",
  logLevel: "error",
  build: { outDir: pageFolder },
  preview: { port, strictPort: true },
  plugins: [
    {
      name: "demo-handler",
      configurePreviewServer({ middlewares }) {
        middlewares.use(demoHandler);
      },
    },
  ],
});
