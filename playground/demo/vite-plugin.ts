/** A Vite plugin with the demo server: inside the development server, or as a service worker in the build. */

import type { NodeHandler } from "farcall/server/node";
import { build, type Plugin, type ResolvedConfig } from "vite";

export function demoServer(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "farcall-demo-server",
    configResolved(resolved) {
      config = resolved;
    },
    configureServer({ middlewares, ssrLoadModule }) {
      middlewares.use((req, res, next) => {
        // Loaded through Vite, so that a change to the service takes effect without a restart.
        ssrLoadModule("/demo/demo-handler.ts")
          .then(({ demoHandler }) => (demoHandler as NodeHandler)(req, res, next))
          .catch(next);
      });
    },
    async closeBundle() {
      // In one file: not every browser supports service workers that import modules.
      await build({
        configFile: false,
        root: config.root,
        publicDir: false,
        logLevel: "warn",
        resolve: { conditions: config.resolve.conditions },
        build: {
          outDir: config.build.outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          modulePreload: false,
          rolldownOptions: {
            input: "demo/service-worker.ts",
            output: { format: "iife", entryFileNames: "service-worker.js" },
          },
        },
      });
    },
  };
}
