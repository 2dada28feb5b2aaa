/**
 * Serves the page and communicates with it in a way that every browser supports: cases are streamed in one response,
 * results arrive as requests, both in the suite's framing. On localhost, because other pages may not fetch from it.
 */
import { readFile } from "node:fs/promises";
import http from "node:http";
import { basename, join } from "node:path";
import { FrameReader, frame } from "./frames.mjs";

/**
 * @param {string} folder with page.js, and what it loads
 * @param {(response: Uint8Array) => void} onAnswer is called with each ClientCompatResponse
 * @returns {Promise<{ url: string, send: (request: Uint8Array) => void, close: () => void }>}
 */
export async function servePage(folder, onAnswer) {
  /** @type {Uint8Array[]} cases from before the page asked for them */
  const early = [];
  /** @type {http.ServerResponse | undefined} */
  let cases;
  const server = http.createServer({ keepAliveTimeout: 0 }, (req, res) => {
    res.setHeader("cache-control", "no-store");
    // An isolated page, so that its workers can sleep, which requires shared memory.
    res.setHeader("cross-origin-opener-policy", "same-origin");
    res.setHeader("cross-origin-embedder-policy", "require-corp");
    if (req.url === "/cases") {
      res.setHeader("content-type", "application/octet-stream");
      res.flushHeaders();
      cases = res;
      for (const bytes of early.splice(0)) {
        res.write(bytes);
      }
    } else if (req.url === "/answers") {
      const answers = new FrameReader();
      req.on("data", (chunk) => {
        for (const answer of answers.push(chunk)) {
          onAnswer(answer);
        }
      });
      req.on("end", () => res.end());
    } else if (req.url?.endsWith(".js")) {
      res.setHeader("content-type", "text/javascript");
      readFile(join(folder, basename(req.url))).then(
        (code) => res.end(code),
        () => res.writeHead(404).end(),
      );
    } else {
      res.setHeader("content-type", "text/html");
      res.end('<!doctype html><title>conformance</title><script type="module" src="/page.js"></script>');
    }
  });
  await new Promise((resolve) => server.listen(0, "localhost", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}/`,
    send(request) {
      const bytes = frame(request);
      if (cases) {
        cases.write(bytes);
      } else {
        early.push(bytes);
      }
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
