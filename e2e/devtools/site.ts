/** Serves the inspected pages, and on the same origin the demo service that they call by default. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createFetchHandler } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { demoService } from "../../playground/demo/demo-service.ts";
import { bundleProgram } from "../strangers/pages/bundle-program.ts";

export interface Site {
  /** A page with `devtools()` in its transports. */
  recorded: string;
  /** A page whose code never names devtools, under the policy `default-src 'self'`. */
  plain: string;
  /** A page that uses connect-web and not Farcall. */
  peer: string;
  stop(): void;
}

export async function startSite(): Promise<Site> {
  const services = createNodeHandler(createFetchHandler({ services: [demoService()] }));
  const programs = new Map<string, string>(
    await Promise.all(
      ["plain", "recorded", "peer"].map(async (name) => {
        const entry = fileURLToPath(new URL(`pages/${name}.ts`, import.meta.url));
        return [`/${name}.js`, await bundleProgram(entry, "iife")] as const;
      }),
    ),
  );
  const server = http.createServer((req, res) => {
    const [path = "/"] = (req.url ?? "/").split("?");
    const program = programs.get(path);
    if (program !== undefined) {
      res.setHeader("content-type", "text/javascript").end(program);
    } else if (path === "/icon") {
      res.writeHead(204).end();
    } else if (programs.has(path.replace(".html", ".js"))) {
      if (path === "/plain.html") {
        res.setHeader("content-security-policy", "default-src 'self'");
      }
      res.setHeader("content-type", "text/html").end(pageOf(path));
    } else {
      services(req, res);
    }
  });
  server.keepAliveTimeout = 0; // otherwise it may close a connection that a page is about to reuse
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    recorded: `${origin}/recorded.html`,
    plain: `${origin}/plain.html`,
    peer: `${origin}/peer.html`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pageOf(path: string): string {
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="/icon"><title>${path.slice(1)}</title>
<script src="${path.replace(".html", ".js")}"></script>`;
}
