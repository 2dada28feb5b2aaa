/**
 * Builds the page for the tests through it, and serves it: with React's checks and with the demo server in Node, as
 * `npm start` has them, but in a few files. Every test opens the page with an empty cache, and the development server
 * would send each of them more than two hundred modules, which took longer than what most tests do then.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

const port = Number(process.argv[2]);
const pageFolder = fileURLToPath(new URL("../.results/page", import.meta.url));
const handlerFolder = new URL("../.results/demo-handler/", import.meta.url);

// What static-build.spec.ts is about. Built here, because one build serves all workers.
execFileSync("npm", ["run", "build:playground", "--silent"], { stdio: ["ignore", "ignore", "inherit"] });

process.env.NODE_ENV = "development"; // or Vite would take React without its checks
await build({
  mode: "development",
  logLevel: "error",
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
