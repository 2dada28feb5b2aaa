/**
 * A site: pages and workers with the program of these tests, and the demo services on the same origin. For other origins,
 * it has the default CORS headers of servers in Go.
 */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { createFetchHandler } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { demoService } from "../../../playground/demo/demo-service.ts";
import { stockCors, withCors } from "../../servers/cors.ts";

const page = '<!doctype html><meta charset="utf-8"><title>Stranger</title><body><script src="/program.js"></script>';

/** @param program a classic script */
export async function startSite(program: string): Promise<{ url: string; stop: () => void }> {
  const services = createNodeHandler(createFetchHandler({ services: [demoService()] }));
  const server = http.createServer(
    withCors(stockCors, (req, res) => {
      switch (req.url) {
        case "/page.html":
          res.setHeader("content-type", "text/html");
          res.end(page);
          break;
        case "/sandboxed.html":
          res.setHeader("content-type", "text/html");
          res.setHeader("content-security-policy", "sandbox allow-scripts");
          res.end(page);
          break;
        case "/program.js":
          res.setHeader("content-type", "text/javascript");
          res.end(program);
          break;
        default:
          services(req as http.IncomingMessage, res as http.ServerResponse);
      }
    }),
  );
  server.keepAliveTimeout = 0; // otherwise it may close a connection that a page is about to reuse
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
