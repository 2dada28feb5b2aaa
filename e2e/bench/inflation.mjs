/** Runs the search for inputs that are costly to inflate: `npm run bench:inflation`. */
import { createServer } from "vite";

const server = await createServer({
  configFile: false,
  logLevel: "error",
  server: { middlewareMode: true, ws: false },
  ssr: { resolve: { conditions: ["farcall-source", "node"], externalConditions: ["farcall-source", "node"] } },
});
try {
  await server.ssrLoadModule("/e2e/bench/inflation/main.ts");
} finally {
  await server.close();
}
