/** Starts the server-rendered page on a free port. Vite loads its TSX and serves the browser's part. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import type { ServerCall } from "./server-call.ts";

export interface SsrServer {
  url: string;
  /** The calls that the server has made to render its pages. */
  calls: readonly ServerCall[];
  stop(): Promise<void>;
}

export async function startSsrServer(): Promise<SsrServer> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const conditions = ["farcall-source", "module", "node", "development|production"];
  const vite = await createServer({
    configFile: false,
    root,
    appType: "custom",
    logLevel: "error",
    // Separate, because the playground, which runs at the same time, has optimized other dependencies.
    cacheDir: fileURLToPath(new URL("../../node_modules/.vite-ssr", import.meta.url)),
    server: { middlewareMode: true, hmr: false, ws: false },
    resolve: { conditions: ["farcall-source", "module", "browser", "development|production"] },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    optimizeDeps: { entries: ["e2e/ssr/browser.tsx"], include: ["react/jsx-dev-runtime"] },
  });
  const { site, serverCalls } = (await vite.ssrLoadModule("/e2e/ssr/site.ts")) as typeof import("./site.ts");
  const server = http.createServer({ keepAliveTimeout: 0 }, (req, res) =>
    site(req, res, () => vite.middlewares(req, res)),
  );
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    calls: serverCalls,
    async stop() {
      server.close();
      server.closeAllConnections();
      await vite.close();
    },
  };
}
