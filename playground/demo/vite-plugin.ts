/** The demo server, as a part of Vite's own: the page and what it calls start together, on one port. */

import type { NodeHandler } from "farcall/server/node";
import type { Plugin } from "vite";

export function demoServer(): Plugin {
  return {
    name: "farcall-demo-server",
    configureServer({ middlewares, ssrLoadModule }) {
      middlewares.use((req, res, next) => {
        // Loaded through Vite, so that a change to the service is there without a restart.
        ssrLoadModule("/demo/demo-handler.ts")
          .then(({ demoHandler }) => (demoHandler as NodeHandler)(req, res, next))
          .catch(next);
      });
    },
  };
}
