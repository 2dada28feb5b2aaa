/** Serves the static build of the playground, gzipped as a web server would, and what is called from it. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { answerLoad } from "./load-service.mjs";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/** @param {string} folder */
export async function serveBuild(folder = fileURLToPath(new URL("../../../dist-playground", import.meta.url))) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  const server = createServer((req, res) => {
    if (answerLoad(req, res)) {
      return;
    }
    const path = new URL(req.url ?? "/", "http://localhost").pathname.replace(/\/$/, "/index.html");
    try {
      const content = files.get(path) ?? gzipSync(readFileSync(`${folder}${path}`), { level: 9 });
      files.set(path, content);
      const type = types[/** @type {keyof typeof types} */ (extname(path))] ?? "application/octet-stream";
      res.setHeader("content-type", type).setHeader("content-encoding", "gzip").end(content);
    } catch {
      res.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
